import type { TableClient } from '@azure/data-tables';
import { z } from 'zod';
import type { WatermarkStore } from '../sync/ports.ts';
import { once, storageCall, storageStatus } from './storageClients.ts';

const PARTITION = 'watermark';

const entitySchema = z.object({ position: z.string(), etag: z.string() });

/** How far detection (or reconciliation) has come, moved only by the run that read it last (If-Match). */
export function createWatermarkStore(
  table: TableClient,
  name: 'detection' | 'reconciliation',
): WatermarkStore {
  const created = once(() => table.createTable());
  return {
    read: () =>
      storageCall('reading the watermark', async () => {
        await created();
        try {
          return entitySchema.parse(await table.getEntity(PARTITION, name));
        } catch (error) {
          if (storageStatus(error) === 404) return undefined;
          throw error;
        }
      }),

    save: (position, etag) =>
      storageCall('storing the watermark', async () => {
        const entity = { partitionKey: PARTITION, rowKey: name, position };
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
