import type { BackoffOptions } from '../backoff.ts';
import type { Mapping } from '../contacts/mapping.ts';

/** Those that `sync.retry.statuses` names by themselves; 500 stands for every other 5xx. */
const NAMED_5XX: ReadonlySet<number> = new Set([502, 503, 504]);

/**
 * How calls to HubSpot are tried again in place, as `sync.retry` says. A lost answer has no status and always is: whether HubSpot
 * was reached is then unknown. What is not repeated here goes back to the queue.
 */
export function backoffOf({ sync }: Pick<Mapping, 'sync'>): BackoffOptions {
  const { tries, factor } = sync.retry;
  const statuses = new Set<number>(sync.retry.statuses);
  const isListed = (status: number) => statuses.has(status >= 500 && !NAMED_5XX.has(status) ? 500 : status);
  return {
    tries,
    factor,
    baseMs: 1_000,
    maxWaitMs: 10_000,
    repeats: ({ status }) => status === undefined || isListed(status),
  };
}
