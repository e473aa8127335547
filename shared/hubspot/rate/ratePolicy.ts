import type { Lane } from '../../sync/ports/lane.ts';
import type { EndpointKind, RateRow } from '../../sync/ports/rateStore.ts';

/** The rules of one row of the rate table. Times are milliseconds. */
export interface RatePolicy {
  /** Requests in any `windowMs`, as configured. */
  readonly limit: number;
  readonly windowMs: number;
  /** How far the clocks of two instances may be apart. */
  readonly clockSpreadMs: number;
  /** A request that would leave this much after its slot gives the slot up. */
  readonly latenessMs: number;
  /** The longest time under way that is reckoned with, and what is while none is known. */
  readonly transitMs: { readonly most: number; readonly unknown: number };
  /** How far incremental and bulk work may run ahead of its even pace, to catch up after a stall. */
  readonly paceToleranceMs: number;
  /** How far ahead incremental and bulk work books: the most of it that can stand before an urgent request. */
  readonly horizonMs: number;
  /** Whoever would wait longer is sent away with the time to come back. */
  readonly patienceMs: Readonly<Record<Lane, number>>;
}

/** HubSpot's window of all calls but searches. */
export const WINDOW_MS = 10_000;

/** HubSpot: 5 searches a second for the account, beside the limit of the app (usage guidelines). */
const SEARCH = { limit: 5, windowMs: 1_000 };

/**
 * Requests that leave a window apart arrive less than that apart where the first is under way for longer. With 20 to 600 ms under
 * way and a guard of 220 ms, one search in 13 was refused, and one other request in 200 where HubSpot tells no limit; with these, none.
 * A hundred answers tell before the 101st request, but no twenty before the sixth search.
 */
const TRANSIT = { standard: { most: 500, unknown: 0 }, search: { most: 1_000, unknown: 1_000 } } as const;

/**
 * The policies of both rows. `limit` is the configured number of requests in any 10 s; `changes` are for tests, which
 * cannot wait for ten seconds.
 */
export function ratePolicies(
  limit: number,
  changes: Partial<RatePolicy> = {},
): Readonly<Record<EndpointKind, RatePolicy>> {
  return {
    standard: { ...policy(limit, WINDOW_MS, TRANSIT.standard), ...changes },
    search: policy(SEARCH.limit, SEARCH.windowMs, TRANSIT.search),
  };
}

/**
 * How far apart slot k and slot k−N must be for their requests to arrive `windowMs` apart whatever the clocks say and however long
 * the first is under way: 260 to 760 ms more than the window, which costs 2.5 to 7.1 % of the ceiling.
 */
export function slotSpanMs({ transit }: Pick<RateRow, 'transit'>, policy: RatePolicy): number {
  const { windowMs, clockSpreadMs, latenessMs, transitMs } = policy;
  return windowMs + clockSpreadMs + latenessMs + Math.min(transit?.ms ?? transitMs.unknown, transitMs.most);
}

/** The longest that this can be. */
export function longestSlotSpanMs(policy: RatePolicy): number {
  return slotSpanMs({ transit: { ms: policy.transitMs.most, seenAt: 0 } }, policy);
}

function policy(limit: number, windowMs: number, transitMs: RatePolicy['transitMs']): RatePolicy {
  return {
    limit,
    windowMs,
    transitMs,
    clockSpreadMs: 200,
    latenessMs: 60,
    paceToleranceMs: windowMs / 20,
    horizonMs: 300,
    patienceMs: { urgent: 5_000, incremental: 10_000, bulk: 10_000 },
  };
}
