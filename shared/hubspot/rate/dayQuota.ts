import { LANES, type Lane } from '../../sync/ports/lane.ts';
import type { RateRow } from '../../sync/ports/rateStore.ts';

/** The share of the day's quota from which a lane stands still. Urgent requests go on to the end. */
const STOPS_AT: Readonly<Record<Lane, number>> = { urgent: Infinity, incremental: 0.97, bulk: 0.9 };

/**
 * The quota comes back at midnight in the account's time zone, which no answer tells. So while it forbids something, one
 * request in ten minutes goes through, and its answer says how things are.
 */
export const PROBE_EVERY_MS = 600_000;

/** Whether the day's quota stops a lane, as far as is known. */
export function dayForbids(
  { day, dayRefusedAt }: Pick<RateRow, 'day' | 'dayRefusedAt'>,
  lane: Lane,
): boolean {
  if (dayRefusedAt !== null) return true;
  return day !== null && day.limit > 0 && 1 - day.remaining / day.limit >= STOPS_AT[lane];
}

/** Which lanes the day's quota stops, for comparison. */
export function forbiddenLanes(row: RateRow): string {
  return LANES.filter((lane) => dayForbids(row, lane)).join();
}

/** `go`, or `probe`: go and be the one who finds out; else the milliseconds until somebody may. */
export function dayVerdict(row: RateRow, lane: Lane, now: number): 'go' | 'probe' | number {
  if (!dayForbids(row, lane)) return 'go';
  const lastNews = Math.max(row.dayRefusedAt ?? row.day?.at ?? 0, row.probedAt);
  const wait = lastNews + PROBE_EVERY_MS - now;
  return wait <= 0 ? 'probe' : wait;
}
