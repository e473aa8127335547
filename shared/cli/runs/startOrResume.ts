import type { App } from '../../compose/compose.ts';
import type { Context } from '../context.ts';
import { withStore } from '../withStore.ts';
import { followRun } from './followRun.ts';

type Started = Promise<{ readonly runId: string; readonly resumed: boolean } | undefined>;

/** As many runs back a cancelled one is looked for. */
const BACK = 20;

/** Starts a run over the whole portal, or goes on with the one that was stopped last, and follows it. */
export async function startOrResume(
  mode: 'adopt' | 'verify',
  context: Context,
  start: (app: App, resume: string | undefined) => Started,
): Promise<number> {
  return withStore(mode, context, async (local) => {
    const { runs } = await local.app.listRuns({ top: BACK });
    const stopped = runs.find((run) => run.mode === mode && run.canResume)?.runId;
    const resumed = stopped === undefined ? undefined : await start(local.app, stopped);
    const started = resumed ?? (await start(local.app, undefined));
    if (!started) throw new Error('A run that nobody resumes begins anew.');
    if (started.resumed) context.output.note(`The run ${started.runId} goes on.`);
    return followRun(started.runId, local, context);
  });
}
