import type { TableClient } from '@azure/data-tables';
import { z } from 'zod';
import type { WatermarkStore } from '../sync/ports.ts';
import { once, storageCall, storageStatus } from './storageClients.ts';

const PARTITION = 'watermark';
const entitySchema = z.object({ position: z.string(), etag: z.string() });

/** The position of the change feed, moved only by the detector that read it last (If-Match). */
export function createWatermarkStore(table: TableClient, feed: string): WatermarkStore {
  const created = once(() => table.createTable());
  return {
    read: () =>
      storageCall('reading the watermark', async () => {
        await created();
        try {
          return entitySchema.parse(await table.getEntity(PARTITION, feed));
        } catch (error) {
          if (storageStatus(error) === 404) return undefined;
          throw error;
        }
      }),

    save: (position, etag) =>
      storageCall('storing the watermark', async () => {
        const entity = { partitionKey: PARTITION, rowKey: feed, position };
        try {
          const answer =
            etag === undefined
              ? await table.createEntity(entity)
              : await table.updateEntity(entity, 'Replace', { etag });
          return answer.etag;
        } catch (error) {
          const status = storageStatus(error);
          if (status === 409 || status === 412) return undefined;
          throw error;
        }
      }),
  };
}
