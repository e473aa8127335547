import type { RateStore } from '../sync/ports/rateStore.ts';
import { type RateRow, rateRowSchema } from '../sync/ports/rateStore.ts';
import type { EntityTable } from './entityTable.ts';
import { createStateDocument } from './stateDocument.ts';

/** The rows of the rate limiter in Table Storage, changed with If-Match. Its methods throw RetryLater. */
export function createRateStore(table: EntityTable): RateStore {
  const documents = {
    standard: createStateDocument(table, 'rate-standard'),
    search: createStateDocument(table, 'rate-search'),
  };
  return {
    async read(kind) {
      const stored = await documents[kind].read();
      return stored && { state: parseRow(stored.text), etag: stored.etag };
    },
    save: (kind, state, etag) => documents[kind].save(JSON.stringify(state), etag),
  };
}

/** Undefined for what is no row. */
function parseRow(text: string): RateRow | undefined {
  try {
    return rateRowSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
