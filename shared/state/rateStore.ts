import type { TableClient } from '@azure/data-tables';
import { z } from 'zod';
import { type RateRow, rateRowSchema } from '../hubspot/rate/rateRow.ts';
import type { RateStore } from '../hubspot/rate/rateStore.ts';
import { once, storageCall, storageStatus } from './storageClients.ts';

const PARTITION = 'rate';

const entitySchema = z.object({ etag: z.string(), state: z.string().optional().catch(undefined) });

/** The rows of the rate limiter in Table Storage, changed with If-Match. Its methods throw RetryLater. */
export function createRateStore(table: TableClient): RateStore {
  const created = once(() => table.createTable());
  return {
    read: (kind) =>
      storageCall('reading the rate limit', async () => {
        await created();
        try {
          const { etag, state } = entitySchema.parse(await table.getEntity(PARTITION, kind));
          return { etag, state: parseRow(state) };
        } catch (error) {
          if (storageStatus(error) === 404) return undefined;
          throw error;
        }
      }),

    save: (kind, state, etag) =>
      storageCall('storing the rate limit', async () => {
        const entity = { partitionKey: PARTITION, rowKey: kind, state: JSON.stringify(state) };
        try {
          const answer =
            etag === undefined
              ? await table.createEntity(entity)
              : await table.updateEntity(entity, 'Replace', { etag });
          return answer.etag;
        } catch (error) {
          const status = storageStatus(error);
          const isGone = status === 404 && etag !== undefined;
          if (isGone || status === 409 || status === 412) return undefined;
          throw error;
        }
      }),
  };
}

/** Undefined for what is no row. */
function parseRow(text: string | undefined): RateRow | undefined {
  try {
    return rateRowSchema.parse(JSON.parse(text ?? ''));
  } catch {
    return undefined;
  }
}
