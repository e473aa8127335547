import type { PortalSchema } from '../contacts/portal.ts';
import { RetryLater } from '../errors.ts';
import type { CatalogueStore, StoredCatalogue } from '../sync/ports/catalogueStore.ts';
import type { Clock } from '../sync/ports/clock.ts';

export interface PropertyCatalogue {
  /** The properties, at most `ttlMs + memoryTtlMs` old while HubSpot answers. */
  current(): Promise<PortalSchema>;
  /** The properties as they are now: for whoever learns from an answer that the portal has changed. */
  refresh(): Promise<PortalSchema>;
}

export interface PropertyCatalogueParts {
  readonly fetch: (names: readonly string[]) => Promise<PortalSchema>;
  readonly store: CatalogueStore;
  readonly clock: Clock;
  /** The properties that are written, the key among them. */
  readonly names: readonly string[];
  /** How long what is stored counts as current, in milliseconds. */
  readonly ttlMs: number;
  /** How long a process goes without looking into the store, in milliseconds. */
  readonly memoryTtlMs?: number;
}

/** Whoever asked HubSpot anew does not ask again for so long: a refusal that the properties do not explain comes back. */
const RENEWED_MS = 5_000;

/**
 * The portal's properties out of a cache in two steps: process memory for a moment, and the table that all functions
 * share, because they share nothing else. Whoever meets a stale entry fetches it anew; calls that come meanwhile wait
 * for that one.
 *
 * Both methods throw RetryLater when HubSpot or the store does not answer, StopAndAlert when a person must mend it.
 */
export function createPropertyCatalogue(parts: PropertyCatalogueParts): PropertyCatalogue {
  const { clock, ttlMs, memoryTtlMs = 60_000 } = parts;
  let memory:
    | { readonly schema: PortalSchema; readonly since: number; readonly fetchedAt: number }
    | undefined;
  let renewedAt = Number.NEGATIVE_INFINITY;
  const remember = ({ schema, fetchedAt }: Pick<StoredCatalogue, 'schema' | 'fetchedAt'>) => {
    memory = { schema, since: clock.now(), fetchedAt };
    return schema;
  };
  /** Either way: an entry from the future is a clock that went wrong, and must not count as current for ever. */
  const isWithin = (since: number, ms: number) => Math.abs(clock.now() - since) < ms;
  const fetchAnew = shareWhileRunning(async () => remember(await fetchAndSave(parts)));
  const load = shareWhileRunning(async () => {
    const stored = await readStored(parts);
    if (stored && isWithin(stored.fetchedAt, ttlMs)) return remember(stored);
    try {
      return await fetchAnew();
    } catch (error) {
      // Properties seldom change, and what did is refused by name: an old list beats sending nothing.
      if (stored && error instanceof RetryLater) return remember(stored);
      throw error;
    }
  });
  const renew = shareWhileRunning(async () => {
    const stored = await readStored(parts);
    // Many workers meet a changed portal at once: what another one fetched after what we know is new to us too.
    if (stored && memory && stored.fetchedAt > memory.fetchedAt) return remember(stored);
    if (memory && isWithin(renewedAt, RENEWED_MS)) return memory.schema;
    renewedAt = clock.now();
    return fetchAnew();
  });
  return {
    current: async () => (memory && isWithin(memory.since, memoryTtlMs) ? memory.schema : load()),
    refresh: renew,
  };
}

/** Another mapping's entry is none of ours: a property that it did not ask for would seem to be missing. */
async function readStored({ store, names }: PropertyCatalogueParts): Promise<StoredCatalogue | undefined> {
  const stored = await store.read();
  const asked = new Set(stored?.names);
  return names.every((name) => asked.has(name)) ? stored : undefined;
}

async function fetchAndSave({
  fetch,
  store,
  clock,
  names,
}: PropertyCatalogueParts): Promise<Pick<StoredCatalogue, 'schema' | 'fetchedAt'>> {
  const fetchedAt = clock.now();
  const schema = await fetch(names);
  try {
    await store.save(schema, fetchedAt, names);
  } catch (error) {
    // What is not stored costs another call to HubSpot later, no more.
    if (!(error instanceof RetryLater)) throw error;
  }
  return { schema, fetchedAt };
}

/** Calls that come while one runs get that one's result. */
function shareWhileRunning<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => {
    running ??= work().finally(() => {
      running = undefined;
    });
    return running;
  };
}
