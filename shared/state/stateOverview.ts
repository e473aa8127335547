import { odata } from '@azure/data-tables';
import type { EntityTable } from './entityTable.ts';
import type { StoredText } from './readTogether.ts';
import { once, storageCall } from './storageClients.ts';

export const STATE_PARTITION = 'state';

/** The texts of all state documents with their tags, in one request. */
export function createStateOverview(table: EntityTable): () => Promise<ReadonlyMap<string, StoredText>> {
  const created = once(() => table.createTable());
  return () =>
    storageCall('reading all states', async () => {
      await created();
      const texts = new Map<string, StoredText>();
      const filter = odata`PartitionKey eq ${STATE_PARTITION}`;
      for await (const { rowKey = '', text, etag = '' } of table.listEntities({
        queryOptions: { filter },
      }))
        if (typeof text === 'string') texts.set(rowKey, { text, etag });
      return texts;
    });
}
