import type { Schedule } from '../../config/ncrontab.ts';
import { saying } from '../../outcomes/saying.ts';
import type { StatusCode } from '../../outcomes/statusCodes.ts';
import type { StateDocument } from '../ports/stateDocument.ts';
import { describeTimer, type TimerHealth } from './describeTimer.ts';
import { readTimerEnd, runningSinceOf } from './timerEnd.ts';

interface Timer {
  readonly document: StateDocument;
  readonly schedule: Schedule;
}

/** The timers of the app, by the names of their functions. */
export interface Timers {
  readonly detectChanges: Timer;
  readonly reconcile: Timer;
}
/** How each of them is. */
export type TimersHealth = Readonly<Record<keyof Timers, TimerHealth>>;

/** When each timer last ended, and whether that is as its schedule says. Throws RetryLater when Storage does not answer. */
export async function readTimers({ detectChanges, reconcile }: Timers, now: number): Promise<TimersHealth> {
  const [detected, reconciled] = await Promise.all([
    readTimerEnd(detectChanges.document),
    readTimerEnd(reconcile.document),
  ]);
  const runningSince = runningSinceOf([detected, reconciled]);
  return {
    detectChanges: describeTimer(detected, detectChanges.schedule, now, runningSince),
    reconcile: describeTimer(reconciled, reconcile.schedule, now, runningSince),
  };
}

/** What is said of all timers when they cannot be looked at. */
export function timersUnknown(code: StatusCode): TimersHealth {
  const unknown = { level: 'unknown', ...saying(code) } as const;
  return { detectChanges: unknown, reconcile: unknown };
}
