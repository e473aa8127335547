import type { Run } from '../../answers/runs.ts';
import type { LocalApp } from '../../compose/openLocalApp.ts';
import { whyEnded } from '../../writer/whyEnded.ts';
import type { Context } from '../context.ts';
import { exitCodeOf } from '../describeFailure.ts';
import { EXIT, SIGNAL_EXITS, type StopSignal } from '../exitCodes.ts';
import { describeRun } from './describeRun.ts';

const LOOK_MS = 1_000;

/** Works on the queue until a run has come to its end, shows how far it is, and says what it came to. */
export async function followRun(
  runId: string,
  { app, workOff }: LocalApp,
  { output, signal, stoppedBy }: Context,
): Promise<number> {
  let isLooking = false;
  const look = async () => {
    // A look that takes longer than the pause must not be overtaken.
    if (isLooking) return;
    isLooking = true;
    const run = await app.readRun(runId).catch(() => undefined);
    if (run) output.progress({ what: 'records', done: run.processed, total: run.total ?? undefined });
    isLooking = false;
  };
  const timer = setInterval(() => void look(), LOOK_MS);
  // A share of a run over the whole portal takes minutes: it ends at its next page once it is cancelled, and goes on later.
  const onStop = () => void app.cancelRun(runId).catch(() => undefined);
  signal.addEventListener('abort', onStop, { once: true });
  const end = await workOff({ signal }).finally(() => clearInterval(timer));
  signal.removeEventListener('abort', onStop);
  const run = await app.readRun(runId);
  if (!run) throw new Error(`The run ${runId} is not known.`);
  const ended = whyEnded(end);
  const exitCode = exitCodeAfter(run, ended, stoppedBy());
  const text = [describeRun(run), ...(ended.reason ? ['', ended.reason.message] : [])].join('\n');
  output.result({ json: { ...run, ...ended }, text }, exitCode);
  return exitCode;
}

function exitCodeAfter(
  run: Run,
  ended: ReturnType<typeof whyEnded>,
  signalled: StopSignal | undefined,
): number {
  if (ended.stoppedBy === 'signal' && signalled) return SIGNAL_EXITS[signalled];
  return ended.reason ? exitCodeOf(ended.reason.code) : exitCodeOfRun(run);
}

/** Whether what the run found and did is right. */
function exitCodeOfRun({ counts, adoption, verification, state }: Run): number {
  const { rejected, conflict, failed, pending } = counts;
  const undecided = (adoption?.contradicting ?? 0) + (adoption?.ambiguous ?? 0);
  const { drifted = 0, missing = 0, gone = 0 } = verification?.counts ?? {};
  const differing = verification?.repair ? 0 : drifted + missing + gone;
  const wrong = rejected + conflict + failed + pending + undecided + differing;
  return wrong === 0 && state === 'ended' ? EXIT.done : EXIT.failed;
}
