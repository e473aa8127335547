import { odata } from '@azure/data-tables';
import { newRunId } from '../sync/ports/ids.ts';
import type { RunRecords } from '../sync/ports/runAccount.ts';
import { accountPartition, BEHIND_RUNS, runOfPartition } from './accountEntity.ts';
import { type EntityTable, MAX_TRANSACTION } from './entityTable.ts';
import { readRecord } from './runAccount.ts';
import { once, storageCall } from './storageClients.ts';

const KEYS_ONLY = ['partitionKey', 'rowKey'];

/** The accounts of runs over time. Their partitions sort by the time at which runs began. */
export function createRunRecords(table: EntityTable): RunRecords {
  const created = once(() => table.createTable());
  return {
    changed: (begunSince, storedSince) =>
      storageCall('looking for accounts that changed', async () => {
        await created();
        const runs = new Set<string>();
        const filter = odata`PartitionKey ge ${partitionAt(begunSince)} and PartitionKey lt ${BEHIND_RUNS} and Timestamp ge ${new Date(storedSince)}`;
        for await (const { partitionKey = '' } of table.listEntities({
          queryOptions: { filter, select: KEYS_ONLY },
        }))
          runs.add(runOfPartition(partitionKey));
        return [...runs];
      }),

    record: (runId) =>
      storageCall('reading the account of a run', async () => {
        await created();
        return readRecord(table, runId);
      }),

    forget: (begunBefore, most) =>
      storageCall('removing accounts of runs', async () => {
        await created();
        const filter = odata`PartitionKey ge ${accountPartition('')} and PartitionKey lt ${partitionAt(begunBefore)}`;
        const found = new Map<string, string[]>();
        let count = 0;
        for await (const { partitionKey = '', rowKey = '' } of table.listEntities({
          queryOptions: { filter, select: KEYS_ONLY },
        })) {
          if (count++ >= most) break;
          found.set(partitionKey, [...(found.get(partitionKey) ?? []), rowKey]);
        }
        let removed = 0;
        for (const [partitionKey, rowKeys] of found) removed += await remove(table, partitionKey, rowKeys);
        return removed;
      }),
  };
}

async function remove(table: EntityTable, partitionKey: string, rowKeys: readonly string[]): Promise<number> {
  for (let start = 0; start < rowKeys.length; start += MAX_TRANSACTION) {
    const some = rowKeys.slice(start, start + MAX_TRANSACTION);
    await table.submitTransaction(some.map((rowKey) => ['delete', { partitionKey, rowKey }]));
  }
  return rowKeys.length;
}

/** Before any run that begins at this time or later. */
function partitionAt(epochMs: number): string {
  return accountPartition(newRunId(Math.max(0, epochMs)).replace(/-.*/, ''));
}
