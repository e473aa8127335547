import type { RateRow } from '../../sync/ports/rateStore.ts';
import { longestSlotSpanMs, type RatePolicy } from './ratePolicy.ts';

/** Slots are kept this much longer than the window needs: clocks differ, and observations look back a little. */
export const KEPT_MS = 1_000;

/** The row without the slots that no longer matter at `now`. */
export function trimRow(row: RateRow, now: number, policy: RatePolicy): RateRow {
  const from = now - longestSlotSpanMs(policy) - KEPT_MS;
  return { ...row, slots: row.slots.filter((slot) => slot > from) };
}
