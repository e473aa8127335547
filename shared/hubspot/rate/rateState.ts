import type { EndpointKind, RateRow, RateStore } from '../../sync/ports/rateStore.ts';
import { limitInForce } from './limitInForce.ts';
import type { RatePolicy } from './ratePolicy.ts';
import { EMPTY_ROW, startOver } from './rateRow.ts';

/** One limit as it stands. */
export interface LimitState {
  /** Requests sent in the window that ends now, by all instances. */
  readonly used: number;
  /** Requests that may be sent in any window now: the configured limit, or less. */
  readonly limit: number;
  readonly windowMs: number;
  /** Epoch milliseconds before which nothing is sent; undefined when nothing is in the way. */
  readonly pausedUntil: number | undefined;
}

/** For status and telemetry. */
export interface RateState extends LimitState {
  /** Search has a limit of its own. */
  readonly search: LimitState;
  /** The account's quota of the day as HubSpot told it last, at `at` (epoch milliseconds). */
  readonly day: { readonly limit: number; readonly remaining: number; readonly at: number } | undefined;
  /** Epoch milliseconds since when the day's quota is used up and only probes are sent. */
  readonly dayUsedUpSince: number | undefined;
}

/** Reads both limits. @throws RetryLater when the store fails. */
export async function readRateState(
  store: RateStore,
  now: () => number,
  policies: Readonly<Record<EndpointKind, RatePolicy>>,
): Promise<RateState> {
  const read = async (kind: EndpointKind) => {
    const found = await store.read(kind);
    return found ? (found.state ?? startOver(now(), policies[kind])) : EMPTY_ROW;
  };
  const [standard, search] = await Promise.all([read('standard'), read('search')]);
  return {
    ...limitState(standard, now(), policies.standard),
    search: limitState(search, now(), policies.search),
    day: standard.day ?? undefined,
    dayUsedUpSince: standard.dayRefusedAt ?? undefined,
  };
}

function limitState(row: RateRow, now: number, policy: RatePolicy): LimitState {
  return {
    used: row.slots.filter((slot) => slot > now - policy.windowMs && slot <= now).length,
    limit: limitInForce(row, now, policy),
    windowMs: policy.windowMs,
    pausedUntil: row.pausedUntil > now ? row.pausedUntil : undefined,
  };
}
