import type { RateRow } from '../../sync/ports/rateStore.ts';
import { MAX_PAUSE_MS } from './answerFindings.ts';

/** No right clock books further ahead. */
const FARTHEST_MS = 60_000;

/**
 * Whether only a clock that is wrong, at the writer or here, explains the row: believed, one bad instance would stop all
 * others for as long as its clock is ahead.
 */
export function isFromWrongClock(row: RateRow, now: number): boolean {
  const latest = Math.max(
    row.slots.at(-1) ?? 0,
    row.paceAt,
    row.pausedUntil - MAX_PAUSE_MS,
    row.ceiling?.seenAt ?? 0,
    row.foreign?.until ?? 0,
    row.day?.at ?? 0,
    row.dayRefusedAt ?? 0,
    row.probedAt,
  );
  return latest > now + FARTHEST_MS;
}
