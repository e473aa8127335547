import type { Schedule } from '../../config/ncrontab.ts';
import type { TextParameters } from '../../outcomes/say.ts';
import { type SaidInBoth, saying } from '../../outcomes/saying.ts';
import type { StatusCode } from '../../outcomes/statusCodes.ts';
import type { TimerEnd } from './timerEnd.ts';

/** A run takes no longer than the host's time limit. */
const LONGEST_RUN_MS = 600_000;

/** How a timer is, for an operator. */
export interface TimerHealth extends SaidInBoth {
  readonly level: 'ok' | 'warning' | 'unknown';
  /** ISO 8601; undefined when no run has ended. */
  readonly lastEndedAt?: string;
  /** When a run last did all it is there for. */
  readonly lastCompletedAt?: string | undefined;
}

/** From when on a timer is judged; epoch milliseconds. */
export interface JudgedSince {
  /** When any timer of the app ended first; undefined when none has. */
  readonly running: number | undefined;
  /** Since when this one has had its schedule; undefined where nobody has noted it. */
  readonly planned: number | undefined;
}

/**
 * Judges a timer by its last two due times: one run may fail or be late, two in a row are a fault. What was due before the timer had
 * its schedule does not count, and one that never ended is judged from then on.
 */
export function describeTimer(
  end: TimerEnd | undefined,
  schedule: Schedule,
  now: number,
  { running, planned }: JudgedSince,
): TimerHealth {
  const last = schedule.previous(now);
  const lastButOne = last === undefined ? undefined : schedule.previous(last);
  const isLate = (time: number) =>
    lastButOne !== undefined && Math.max(time, planned ?? time) < lastButOne - LONGEST_RUN_MS;
  const due = [lastButOne, last].map((time) => new Date(time ?? now).toISOString()).join(', ');
  if (!end) {
    const since = planned ?? running;
    if (since === undefined || !isLate(since)) return say('unknown', 'TIMER_NOT_YET');
    return say('warning', 'TIMER_NEVER_ENDED', { due });
  }
  const { endedAt, stoppedBy, code, completedAt } = end;
  const times = { lastEndedAt: endedAt, lastCompletedAt: completedAt };
  const how = { endedAt, stoppedBy: code ? `${stoppedBy} (${code})` : stoppedBy };
  if (isLate(Date.parse(endedAt))) return { ...say('warning', 'TIMER_LATE', { due, ...how }), ...times };
  if (isLate(Date.parse(completedAt ?? end.since))) {
    const incomplete = completedAt
      ? say('warning', 'TIMER_INCOMPLETE_SINCE', { since: completedAt, ...how })
      : say('warning', 'TIMER_INCOMPLETE', how);
    return { ...incomplete, ...times };
  }
  return { ...say('ok', 'TIMER_READY', how), ...times };
}

function say(level: TimerHealth['level'], code: StatusCode, parameters: TextParameters = {}): TimerHealth {
  return { level, ...saying(code, parameters) };
}
