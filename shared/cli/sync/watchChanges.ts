import { nextDue } from '../../config/dueTimes.ts';
import { parseNcrontab } from '../../config/ncrontab.ts';
import { loadSettings } from '../../config/settings.ts';
import { RetryLater } from '../../errors.ts';
import { openChangesSync, type Pass } from '../../writer/syncChanges.ts';
import type { SyncResult } from '../../writer/syncResult.ts';
import type { Context } from '../context.ts';
import { EXIT, SIGNAL_EXITS } from '../exitCodes.ts';

/**
 * The timers of the deployed app, until a signal: what changed by SYNC_SCHEDULE, the whole table by RECONCILE_SCHEDULE. What fails is said,
 * and done when the timer is due again.
 */
export async function watchChanges({ env, stateDir, output, signal, stoppedBy }: Context): Promise<number> {
  const { SYNC_SCHEDULE, RECONCILE_SCHEDULE } = loadSettings(env);
  const schedules = { changes: parseNcrontab(SYNC_SCHEDULE), reconcile: parseNcrontab(RECONCILE_SCHEDULE) };
  const tell = (record: object) => output.record(record);
  const sync = await openChangesSync({ env, stateDir, log: output.log }, { tell, room: output.room });
  let runs = 0;
  // What fell due during a long pass is done after it.
  let reconciledUpTo = Date.now();
  try {
    output.start({ command: 'sync', store: sync.store, pass: 'watch' });
    let pass: Pass = 'changes';
    while (!signal.aborted) {
      await runOnce(pass, () => sync.run(pass, signal));
      runs++;
      const due = {
        changes: nextDue(schedules.changes, Date.now()),
        reconcile: nextDue(schedules.reconcile, reconciledUpTo),
      };
      pass =
        (due.reconcile ?? Number.POSITIVE_INFINITY) <= (due.changes ?? Number.POSITIVE_INFINITY)
          ? 'reconcile'
          : 'changes';
      const at = due[pass];
      if (at !== undefined) await pauseUntil(at, signal);
      if (pass === 'reconcile') reconciledUpTo = Date.now();
    }
  } finally {
    await sync.close();
  }
  const signalled = stoppedBy();
  const exitCode = signalled ? SIGNAL_EXITS[signalled] : EXIT.done;
  output.result(
    { json: { runs, stoppedBy: 'signal' }, text: `Stopped after ${runs} runs. The same command goes on.` },
    exitCode,
  );
  return exitCode;

  async function runOnce(name: Pass, run: () => Promise<SyncResult>): Promise<void> {
    try {
      const { total, success, errors, pending, reason } = await run();
      if (total > 0)
        output.note(`${time()} ${name}: ${total} found, ${success} well, ${errors} not, ${pending} wait.`);
      if (reason) output.log({ level: 'error', operation: OPERATIONS[name], status: 'FAILED', ...reason });
    } catch (error) {
      if (!(error instanceof RetryLater)) throw error;
      const { code, message } = error;
      output.log({ level: 'warn', operation: OPERATIONS[name], status: 'RETRY', code, message });
    }
  }
}

const OPERATIONS = { changes: 'DETECT', full: 'DETECT', reconcile: 'RECONCILE' } as const satisfies Record<
  Pass,
  string
>;

function time(): string {
  return new Date().toISOString().slice(0, 19);
}

/** Timers take at most 2³¹ ms. */
const LONGEST_MS = 2 ** 31 - 1;

async function pauseUntil(at: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, Math.min(LONGEST_MS, Math.max(0, at - Date.now())));
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
}
