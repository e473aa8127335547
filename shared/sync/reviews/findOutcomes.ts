import type { LedgerEntry } from '../../outcomes/recordOutcome.ts';
import { type FindAssociateParts, findAssociate } from '../keys/findAssociate.ts';

const KEYS_PER_READ = 100;

/** By the numbers as they were given: at once those that are known so, one by one whoever has to be looked for. */
export async function findOutcomes(
  named: readonly string[],
  parts: FindAssociateParts,
): Promise<ReadonlyMap<string, LedgerEntry>> {
  const found = new Map<string, LedgerEntry>();
  for (let start = 0; start < named.length; start += KEYS_PER_READ) {
    for (const [key, entry] of await parts.ledger.read(named.slice(start, start + KEYS_PER_READ)))
      found.set(key, entry);
  }
  for (const key of named) {
    const entry = found.get(key) ?? (await findAssociate(key, parts)).entry;
    if (entry) found.set(key, entry);
  }
  return found;
}
