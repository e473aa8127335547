import { dayVerdict } from './dayQuota.ts';
import { earliestSlot, paceAfter } from './earliestSlot.ts';
import type { Lane } from './lane.ts';
import { limitInForce } from './limitInForce.ts';
import type { RatePolicy } from './ratePolicy.ts';
import type { RateRow } from './rateRow.ts';

/** Somebody who waits for a slot, since `since`. */
export interface Waiting {
  readonly lane: Lane;
  readonly since: number;
}

/** One look at the row. */
export interface Turn {
  readonly now: number;
  /** How long a booking takes to be stored: no slot may lie nearer. */
  readonly leadMs: number;
}

export interface Plan<W> {
  /** The row with the slots that are granted, once it is stored. */
  readonly row: RateRow;
  readonly grants: readonly { readonly waiter: W; readonly slot: number }[];
  /** Who would wait too long, and after how many milliseconds there would be a slot. */
  readonly refusals: readonly { readonly waiter: W; readonly afterMs: number }[];
  /** The slot of the first who is in no hurry, within the horizon or beyond; undefined: nobody is left to wait. */
  readonly firstSlot: number | undefined;
}

/** Books slots for as many of `waiters` as fit, in their order; a trimmed row, nothing but arithmetic. */
export function planTurn<W extends Waiting>(
  row: RateRow,
  waiters: readonly W[],
  { now, leadMs }: Turn,
  policy: RatePolicy,
): Plan<W> {
  const limit = limitInForce(row, now, policy);
  const notBefore = Math.max(now + leadMs, row.pausedUntil);
  const horizon = now + leadMs + policy.horizonMs;
  const grants: { waiter: W; slot: number }[] = [];
  const refusals: { waiter: W; afterMs: number }[] = [];
  // Holds also the slots of those who must go on waiting, so that whoever stands behind them sees them.
  const draft = { slots: [...row.slots], paceAt: row.paceAt, probedAt: row.probedAt };
  let booked = row;
  let firstSlot: number | undefined;
  for (const waiter of waiters) {
    const day = dayVerdict({ ...row, probedAt: draft.probedAt }, waiter.lane, now);
    const slot = earliestSlot(draft, waiter.lane, notBefore, limit, policy);
    const afterMs = Math.max(slot - now, typeof day === 'number' ? day : 0);
    const patienceMs = policy.patienceMs[waiter.lane] - (now - waiter.since);
    const fits = slot <= horizon;
    if (typeof day === 'number' || (!fits && slot - now > patienceMs)) {
      refusals.push({ waiter, afterMs });
      continue;
    }
    draft.paceAt = paceAfter(draft, slot, limit, policy);
    draft.slots.push(slot);
    if (day === 'probe') draft.probedAt = now;
    if (fits || waiter.lane === 'urgent') {
      grants.push({ waiter, slot });
      booked = { ...row, slots: [...draft.slots], paceAt: draft.paceAt, probedAt: draft.probedAt };
    }
    if (waiter.lane !== 'urgent') firstSlot ??= slot;
  }
  return { row: booked, grants, refusals, firstSlot };
}
