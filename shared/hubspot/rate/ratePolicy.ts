import type { Lane } from '../../sync/ports/lane.ts';
import type { EndpointKind } from '../../sync/ports/rateStore.ts';

/** The rules of one row of the rate table. Times are milliseconds. */
export interface RatePolicy {
  /** Requests in any `windowMs`, as configured. */
  readonly limit: number;
  readonly windowMs: number;
  /** How far the clocks of two instances may be apart. */
  readonly clockSpreadMs: number;
  /** A request that would leave this much after its slot gives the slot up. */
  readonly latenessMs: number;
  /** How far incremental and bulk work may run ahead of its even pace, to catch up after a stall. */
  readonly paceToleranceMs: number;
  /** How far ahead incremental and bulk work books: the most of it that can stand before an urgent request. */
  readonly horizonMs: number;
  /** Whoever would wait longer is sent away with the time to come back. */
  readonly patienceMs: Readonly<Record<Lane, number>>;
}

/** HubSpot: 5 searches a second for the account, beside the limit of the app (usage guidelines). */
const SEARCH = { limit: 5, windowMs: 1_000 };

/**
 * The policies of both rows. `limit` is the configured number of requests in any 10 s; `changes` are for tests, which
 * cannot wait for ten seconds.
 */
export function ratePolicies(
  limit: number,
  changes: Partial<RatePolicy> = {},
): Readonly<Record<EndpointKind, RatePolicy>> {
  return {
    standard: { ...policy(limit, 10_000), ...changes },
    search: policy(SEARCH.limit, SEARCH.windowMs),
  };
}

/**
 * How far apart slot k and slot k−N must be for their requests to be `windowMs` apart whatever the clocks say: 220 ms
 * more than the window. It costs 2.2 % of the ceiling.
 */
export function slotSpanMs({ windowMs, clockSpreadMs, latenessMs }: RatePolicy): number {
  return windowMs + clockSpreadMs + latenessMs;
}

function policy(limit: number, windowMs: number): RatePolicy {
  return {
    limit,
    windowMs,
    clockSpreadMs: 200,
    latenessMs: 20,
    paceToleranceMs: windowMs / 20,
    horizonMs: 300,
    patienceMs: { urgent: 5_000, incremental: 10_000, bulk: 10_000 },
  };
}
