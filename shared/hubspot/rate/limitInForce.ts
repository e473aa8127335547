import type { RateRow } from '../../sync/ports/rateStore.ts';
import type { RatePolicy } from './ratePolicy.ts';

const CEILING_LASTS_MS = 3_600_000;

/**
 * Requests in any window that all our instances together may send now: the configured limit, or what HubSpot's own
 * leaves after the requests that others send with our token, where that is less. At least one, to learn when it ends.
 */
export function limitInForce(row: RateRow, now: number, policy: RatePolicy): number {
  if (!row.ceiling || now - row.ceiling.seenAt >= CEILING_LASTS_MS) return policy.limit;
  const foreign = row.foreign && now < row.foreign.until ? row.foreign.count : 0;
  return Math.max(1, Math.min(policy.limit, Math.floor(row.ceiling.max - foreign)));
}
