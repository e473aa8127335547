import type { RateRow } from '../../sync/ports/rateStore.ts';
import { type RatePolicy, slotSpanMs } from './ratePolicy.ts';

/** Nothing was ever booked. */
export const EMPTY_ROW: RateRow = {
  slots: [],
  paceAt: 0,
  pausedUntil: 0,
  ceiling: null,
  foreign: null,
  day: null,
  dayRefusedAt: null,
  transit: null,
  probedAt: 0,
};

/** The row after one that could not be read: as if the window were full at `now`. */
export function startOver(now: number, policy: RatePolicy): RateRow {
  return { ...EMPTY_ROW, pausedUntil: now + slotSpanMs(EMPTY_ROW, policy) };
}
