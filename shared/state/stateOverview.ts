import { odata } from '@azure/data-tables';
import type { EntityTable } from './entityTable.ts';
import { STATE_PARTITION } from './stateDocument.ts';
import { once, storageCall } from './storageClients.ts';

/** The texts of all state documents, in one request. */
export function createStateOverview(table: EntityTable): () => Promise<ReadonlyMap<string, string>> {
  const created = once(() => table.createTable());
  return () =>
    storageCall('reading all states', async () => {
      await created();
      const texts = new Map<string, string>();
      const filter = odata`PartitionKey eq ${STATE_PARTITION}`;
      for await (const { rowKey = '', text } of table.listEntities({
        queryOptions: { filter },
      }))
        if (typeof text === 'string') texts.set(rowKey, text);
      return texts;
    });
}
