import type { BackoffOptions } from '../backoff.ts';
import { PASSING_STATUSES } from '../contacts/mapping/retrySchema.ts';
import type { Mapping } from '../contacts/mapping.ts';

const NAMED: ReadonlySet<number> = new Set(PASSING_STATUSES);

/**
 * How calls to HubSpot are tried again in place, as `sync.retry` says. A lost answer has no status and always is: whether HubSpot
 * was reached is then unknown. What is not repeated here goes back to the queue.
 */
export function backoffOf({ sync }: Pick<Mapping, 'sync'>): BackoffOptions {
  const { tries, factor } = sync.retry;
  const statuses = new Set<number>(sync.retry.statuses);
  const isListed = (status: number) => statuses.has(NAMED.has(status) ? status : 500);
  return {
    tries,
    factor,
    baseMs: 1_000,
    maxWaitMs: 10_000,
    repeats: ({ status }) => status === undefined || isListed(status),
  };
}
