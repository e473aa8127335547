import type { Timer as TimerAnswer } from '../../answers/health.ts';
import type { Schedule } from '../../config/ncrontab.ts';
import { saying } from '../../outcomes/saying.ts';
import type { StatusCode } from '../../outcomes/statusCodes.ts';
import type { StateDocument } from '../ports/stateDocument.ts';
import { describeTimer, type TimerHealth } from './describeTimer.ts';
import { type Look, type PlannedTimer, plannedSince } from './look.ts';
import { readTimerEnd, runningSinceOf } from './timerEnd.ts';

/** A timer that is on. */
export interface Timer extends PlannedTimer {
  readonly name: TimerAnswer['name'];
  readonly document: StateDocument;
  readonly schedule: Schedule;
}

/** How each timer is that is on, by the name of its function. */
export type TimersHealth = Readonly<Partial<Record<Timer['name'], TimerHealth>>>;

/** When each timer last ended, and whether that is as its schedule says. Throws RetryLater when Storage does not answer. */
export async function readTimers(
  timers: readonly Timer[],
  look: () => Promise<Look>,
  now: number,
): Promise<TimersHealth> {
  const [last, ...ends] = await Promise.all([
    look(),
    ...timers.map(({ document }) => readTimerEnd(document)),
  ]);
  const running = runningSinceOf(ends);
  return Object.fromEntries(
    timers.map((timer, at) => {
      const since = { running, planned: plannedSince(last, timer) };
      return [timer.name, describeTimer(ends[at], timer.schedule, now, since)];
    }),
  );
}

/** What is said of those that are always on when they cannot be looked at. */
export function timersUnknown(code: StatusCode): TimersHealth {
  const unknown = { level: 'unknown', ...saying(code) } as const;
  return { detectChanges: unknown, reconcile: unknown, report: unknown };
}
