import { DAY_MS, HOUR_MS } from '../counters/hours.ts';

const WEEK_MS = 7 * DAY_MS;
/** Costa Rica is six hours behind UTC, all year round (IANA time zone America/Costa_Rica). */
const BEHIND_UTC_MS = 6 * HOUR_MS;
/** 1970-01-05, the first Monday of the epoch. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

/** A week from Monday to Sunday in Costa Rica. */
export interface Week {
  /** Its Monday, e.g. `2026-11-23`. */
  readonly week: string;
  /** Epoch milliseconds; `to` is not included. */
  readonly from: number;
  readonly to: number;
}

/** The last week that was over at this moment (epoch milliseconds). */
export function lastWholeWeek(now: number): Week {
  const since = now - BEHIND_UTC_MS - FIRST_MONDAY_MS;
  return weekFrom(Math.floor(since / WEEK_MS) * WEEK_MS + FIRST_MONDAY_MS - WEEK_MS);
}

/** The week that begins on this Monday; undefined where the text is no Monday. */
export function weekNamed(monday: string): Week | undefined {
  const midnight = Date.parse(`${monday}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(monday) || Number.isNaN(midnight)) return undefined;
  const week = weekFrom(midnight);
  return (midnight - FIRST_MONDAY_MS) % WEEK_MS === 0 && week.week === monday ? week : undefined;
}

export function weekBefore({ from }: Week): Week {
  return weekFrom(from - BEHIND_UTC_MS - WEEK_MS);
}

/** `midnight`: of the Monday, as if Costa Rica were at UTC. */
function weekFrom(midnight: number): Week {
  const from = midnight + BEHIND_UTC_MS;
  return { week: new Date(midnight).toISOString().slice(0, 10), from, to: from + WEEK_MS };
}
