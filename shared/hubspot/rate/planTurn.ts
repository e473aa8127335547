import type { Lane } from '../../sync/ports/lane.ts';
import type { RateRow } from '../../sync/ports/rateStore.ts';
import { dayVerdict } from './dayQuota.ts';
import { earliestSlot, paceAfter } from './earliestSlot.ts';
import { limitInForce } from './limitInForce.ts';
import type { RatePolicy } from './ratePolicy.ts';

/** Somebody who waits for a slot, since `since`. */
export interface Waiting {
  readonly lane: Lane;
  readonly since: number;
  /** Who is expected then, and has not come yet. */
  readonly notBefore?: number;
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
  turn: Turn,
  policy: RatePolicy,
): Plan<W> {
  const limit = limitInForce(row, turn.now, policy);
  const grants: { waiter: W; slot: number }[] = [];
  const refusals: { waiter: W; afterMs: number }[] = [];
  let booked = row;
  // Holds also the slots of those who must go on waiting, so that whoever stands behind them sees them.
  let draft = row;
  let firstSlot: number | undefined;
  for (const waiter of waiters) {
    const { slot, afterMs, fate, isProbe } = offer(draft, waiter, limit, turn, policy);
    if (fate === 'refused') {
      refusals.push({ waiter, afterMs });
      continue;
    }
    const paceAt = paceAfter(draft, slot, limit, policy);
    draft = {
      ...draft,
      slots: [...draft.slots, slot],
      paceAt,
      probedAt: isProbe ? turn.now : draft.probedAt,
    };
    if (fate === 'granted') {
      grants.push({ waiter, slot });
      booked = draft;
    }
    if (waiter.lane !== 'urgent') firstSlot ??= slot;
  }
  return { row: booked, grants, refusals, firstSlot };
}

/** The slot a waiter would have, and whether it is to be had now, worth waiting for, or too far. */
function offer(row: RateRow, waiting: Waiting, limit: number, turn: Turn, policy: RatePolicy) {
  const { lane, since, notBefore = 0 } = waiting;
  const { now, leadMs } = turn;
  const day = dayVerdict(row, lane, now);
  const slot = earliestSlot(row, lane, Math.max(now + leadMs, row.pausedUntil, notBefore), limit, policy);
  const isNear = slot <= now + leadMs + policy.horizonMs;
  const isTooFar = !isNear && slot - since > policy.patienceMs[lane];
  const fate: 'refused' | 'granted' | 'waiting' =
    typeof day === 'number' || isTooFar ? 'refused' : isNear || lane === 'urgent' ? 'granted' : 'waiting';
  const afterMs = Math.max(slot - now, typeof day === 'number' ? day : 0);
  return { slot, afterMs, fate, isProbe: day === 'probe' };
}
