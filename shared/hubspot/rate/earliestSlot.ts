import type { Lane } from '../../sync/ports/lane.ts';
import type { RateRow } from '../../sync/ports/rateStore.ts';
import { type RatePolicy, slotSpanMs } from './ratePolicy.ts';

/** What of a row decides over slots. */
export interface SlotBook {
  /** Ascending. */
  readonly slots: readonly number[];
  readonly paceAt: number;
  readonly transit: RateRow['transit'];
}

/**
 * The first slot a request of `lane` may have, not before `notBefore`.
 *
 * The bound is the log of booked slots: slot k lies a window and a guard after slot k−N, so no rolling window of true
 * time holds more than N. GCRA alone would keep that bound only at a rate below it, and what it loses in a stall it can
 * never catch up: a tolerance that allowed it would allow the same excess at any time. So GCRA only sets the pace of
 * what can wait, which leaves gaps all over the window for what cannot.
 */
export function earliestSlot(
  book: SlotBook,
  lane: Lane,
  notBefore: number,
  limit: number,
  policy: RatePolicy,
): number {
  const pace = lane === 'urgent' ? 0 : book.paceAt - policy.paceToleranceMs;
  return Math.ceil(Math.max(notBefore, book.slots.at(-1) ?? 0, freeAt(book, limit, policy), pace));
}

/**
 * When the next request is due at an even pace, once one is booked at `slot`. A slot that had to wait for the window
 * leaves nothing to catch up: else the gap that it waited in would be followed by a burst, in this window and, ten
 * seconds later, in each one after it.
 */
export function paceAfter(book: SlotBook, slot: number, limit: number, policy: RatePolicy): number {
  const isWindowFull = freeAt(book, limit, policy) > slot - 1;
  return Math.max(book.paceAt, slot + (isWindowFull ? policy.paceToleranceMs : 0)) + policy.windowMs / limit;
}

/** When the window has room again. */
function freeAt(book: SlotBook, limit: number, policy: RatePolicy): number {
  const oldest = book.slots.length < limit ? undefined : book.slots.at(-limit);
  return oldest === undefined ? 0 : oldest + slotSpanMs(book, policy);
}
