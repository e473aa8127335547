import type { Schedule } from '../../config/ncrontab.ts';
import type { TimerEnd } from './timerEnd.ts';

/** A run takes no longer than the host's time limit. */
const LONGEST_RUN_MS = 600_000;

/** How a timer is, for an operator. */
export interface TimerHealth {
  readonly level: 'ok' | 'warning' | 'unknown';
  readonly message: string;
  /** ISO 8601; undefined when no run has ended. */
  readonly lastEndedAt?: string;
  /** When a run last did all it is there for. */
  readonly lastCompletedAt?: string | undefined;
}

/**
 * Judges a timer by its last two due times: one run may fail or be late, two in a row are a fault. `runningSince`: when any timer
 * of the app ended first (epoch milliseconds), by which one that never ended is judged; undefined when none has.
 */
export function describeTimer(
  end: TimerEnd | undefined,
  schedule: Schedule,
  now: number,
  runningSince: number | undefined,
): TimerHealth {
  const last = schedule.previous(now);
  const lastButOne = last === undefined ? undefined : schedule.previous(last);
  const isLate = (time: number) => lastButOne !== undefined && time < lastButOne - LONGEST_RUN_MS;
  const due = [lastButOne, last].map((time) => new Date(time ?? now).toISOString()).join(' and ');
  if (!end) {
    if (runningSince === undefined || !isLate(runningSince)) return { level: 'unknown', message: NOT_YET };
    return { level: 'warning', message: `It was due ${due}, and has never ended. ${LOOK}` };
  }
  const { endedAt, stoppedBy, code, completedAt } = end;
  const times = { lastEndedAt: endedAt, lastCompletedAt: completedAt };
  const how = `by ${stoppedBy}${code && ` (${code})`}`;
  if (isLate(Date.parse(endedAt))) {
    return { level: 'warning', message: `It was due ${due}, and ended last ${endedAt}. ${LOOK}`, ...times };
  }
  if (isLate(Date.parse(completedAt ?? end.since))) {
    const since = completedAt ? `since ${completedAt}` : 'yet';
    const message = `It has not come to its end ${since}: it ended last ${endedAt}, ${how}.`;
    return { level: 'warning', message, ...times };
  }
  return { level: 'ok', message: `It ended last ${endedAt}, ${how}.`, ...times };
}

const NOT_YET = 'It has not ended yet.';
const LOOK =
  'Look whether the function app runs and the function is not disabled; POST /api/sync does the work of detection meanwhile.';
