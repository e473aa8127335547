import { setTimeout as sleep } from 'node:timers/promises';
import type { InvocationRequest } from '../protocol.ts';
import type { Executor } from './executor.ts';
import type { TimerTrigger, UsableFunction } from './indexedFunction.ts';
import { type Listener, loopListener, orAborted } from './listener.ts';

/** Timers of Node overflow at 2^31 ms; longer waits are cut into days. */
const LONGEST_SLEEP_MS = 86_400_000;
/** What the host reports as the last run of a timer that never ran. */
const NEVER = '0001-01-01T00:00:00';

interface ScheduleStatus {
  readonly last: string;
  readonly next: string;
  readonly lastUpdated: string;
}

/**
 * Runs a timer function on its schedule. The next time is computed after the former run has ended, so runs never
 * overlap and ticks missed meanwhile are skipped. A monitored timer whose time passed while it was stopped runs once,
 * at once, with isPastDue. The status lives in memory: the first start knows no past.
 */
export function createTimerListener(
  fn: UsableFunction<TimerTrigger>,
  executor: Pick<Executor, 'execute'>,
): Listener {
  const { schedule, monitored, runOnStartup } = fn.trigger;
  let status: ScheduleStatus | undefined;

  let current: Promise<unknown> = Promise.resolve();
  const run = (isPastDue: boolean, signal: AbortSignal) => {
    current = executor.execute(fn, toTimerRequest(fn.trigger.bindingName, isPastDue, status));
    return orAborted(current, signal);
  };
  return loopListener(async (signal) => {
    await orAborted(current, signal); // A run from before a pause may still be going.
    const missed = monitored && status !== undefined && Date.now() > Date.parse(status.next);
    if (missed || runOnStartup) await run(missed, signal);
    let from = Date.now();
    while (!signal.aborted) {
      const due = schedule.next(new Date(from));
      if (due === undefined) return;
      if (monitored) {
        status = { last: NEVER, ...status, next: due.toISOString(), lastUpdated: new Date().toISOString() };
      }
      if (!(await sleepUntil(due.getTime(), signal))) return;
      await run(false, signal);
      if (status !== undefined) status = { ...status, last: due.toISOString() };
      from = Math.max(Date.now(), due.getTime());
    }
  });
}

/** What the worker gets for a timer. The library turns the names to camel case. */
export function toTimerRequest(
  bindingName: string,
  isPastDue: boolean,
  status?: ScheduleStatus,
): InvocationRequest {
  const scheduleStatus =
    status === undefined ? null : { Last: status.last, Next: status.next, LastUpdated: status.lastUpdated };
  const info = { Schedule: { AdjustForDST: true }, ScheduleStatus: scheduleStatus, IsPastDue: isPastDue };
  return {
    inputData: [{ name: bindingName, data: { json: JSON.stringify(info) } }],
    triggerMetadata: {},
  };
}

/** @returns false when the signal ended the wait */
async function sleepUntil(time: number, signal: AbortSignal): Promise<boolean> {
  try {
    for (let left = time - Date.now(); left > 0; left = time - Date.now()) {
      await sleep(Math.min(left, LONGEST_SLEEP_MS), undefined, { signal });
    }
    return !signal.aborted;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}
