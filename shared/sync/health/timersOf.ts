import type { Timer } from '../../answers/health.ts';
import { nextDue } from '../../config/dueTimes.ts';
import type { Schedule } from '../../config/ncrontab.ts';
import type { InBoth } from '../../outcomes/inBoth.ts';
import { saying } from '../../outcomes/saying.ts';
import { describeTimer, type JudgedSince } from './describeTimer.ts';
import { parseLook, plannedSince } from './look.ts';
import { parseTimerEnd, runningSinceOf, type TimerEnd } from './timerEnd.ts';

export interface TimerPlan {
  readonly name: Timer['name'];
  /** NCRONTAB. */
  readonly expression: string;
  /** Undefined where it cannot be read: the timer is never due. */
  readonly schedule: Schedule | undefined;
}

/** How each timer is, out of the state documents. */
export function timersOf(
  plans: readonly TimerPlan[],
  states: ReadonlyMap<string, string>,
  now: number,
): readonly InBoth<Timer>[] {
  const timers = plans.map((plan) => ({ ...plan, end: parseTimerEnd(states.get(`timer-${plan.name}`)) }));
  const running = runningSinceOf(timers.map(({ end }) => end));
  const look = parseLook(states.get('look'));
  return timers.map(({ name, expression, schedule, end }) => {
    const since = { running, planned: plannedSince(look, { name, expression }) };
    const failure = failureOf(end, schedule, now, since);
    const next = schedule && nextDue(schedule, now);
    return {
      name,
      schedule: expression,
      state: failure ? 'failing' : end ? 'ok' : 'unknown',
      lastEndAt: end?.completedAt ?? null,
      lastTryAt: end?.endedAt ?? null,
      failure,
      nextAt: next === undefined ? null : new Date(next).toISOString(),
    };
  });
}

/** Why the last try failed; else what the full look says of one that runs no more, or comes to no end. */
function failureOf(
  end: TimerEnd | undefined,
  schedule: Schedule | undefined,
  now: number,
  since: JudgedSince,
): InBoth<Timer>['failure'] {
  if (end && end.code !== '') return saying(end.code);
  if (!schedule) return null;
  const { level, code, parameters, message } = describeTimer(end, schedule, now, since);
  return level === 'warning' ? { code, parameters, message } : null;
}
