import type { RateRow } from '../../sync/ports/rateStore.ts';
import type { RatePolicy } from './ratePolicy.ts';

const CEILING_LASTS_MS = 3_600_000;

/** What we use at most of HubSpot's own limit: a person who tries a call, or a command of ours, is then not what breaks it. */
const OWN_SHARE = 0.97;

/**
 * Requests in any window that all our instances together may send now: the configured limit, or 97 % of HubSpot's own, less
 * the requests that others send with our token, where that is less. At least one, to learn when it ends.
 */
export function limitInForce(row: RateRow, now: number, policy: RatePolicy): number {
  if (!row.ceiling || now - row.ceiling.seenAt >= CEILING_LASTS_MS) return policy.limit;
  const foreign = row.foreign && now < row.foreign.until ? row.foreign.count : 0;
  return Math.max(1, Math.min(policy.limit, Math.floor(OWN_SHARE * row.ceiling.max - foreign)));
}
