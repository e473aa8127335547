import { odata, type TransactionAction } from '@azure/data-tables';
import { addUp } from '../outcomes/countOutcomes.ts';
import type { BatchSplitter, RunAccount, RunNote, RunNotes, RunRecord } from '../sync/ports/runAccount.ts';
import {
  accountPartition,
  endFields,
  NOTE,
  parseBatch,
  parseNote,
  type StoredBatch,
} from './accountEntity.ts';
import { type EntityTable, MAX_TRANSACTION } from './entityTable.ts';
import { once, storageCall } from './storageClients.ts';
import { storageStatus } from './storageErrors.ts';

/**
 * One entity per batch in the partition of its run: its size, and what became of its records, when and at what cost. The detector
 * writes only the size and the worker everything, both by merge, so that neither order loses anything; what has no
 * outcome yet is pending. detected = created + … + pending therefore holds by construction.
 */
export function createRunAccount(table: EntityTable): RunAccount & RunNotes & BatchSplitter {
  const created = once(() => table.createTable());
  return {
    addDetected: (runId, batches) =>
      storageCall('storing the account of a run', async () => {
        await created();
        const actions = batches.map(
          ({ batchId, size }): TransactionAction => [
            'upsert',
            { partitionKey: accountPartition(runId), rowKey: batchId, size },
            'Merge',
          ],
        );
        for (let start = 0; start < actions.length; start += MAX_TRANSACTION) {
          await table.submitTransaction(actions.slice(start, start + MAX_TRANSACTION));
        }
      }),

    finishBatch: (runId, batchId, size, { counts, rejectedByCode, othersByCode, notInHubSpot }, end) =>
      storageCall('storing the account of a batch', async () => {
        await created();
        const result = {
          counts: JSON.stringify(counts),
          rejectedByCode: JSON.stringify(rejectedByCode),
          othersByCode: JSON.stringify(othersByCode),
          notInHubSpot,
        };
        const address = { partitionKey: accountPartition(runId), rowKey: batchId };
        await table.upsertEntity({ ...address, size, ...result, ...endFields(end) }, 'Merge');
      }),

    split: (runId, batchId, parts) =>
      storageCall('storing the parts of a batch', async () => {
        await created();
        const partitionKey = accountPartition(runId);
        const ofParts = parts.map((part): TransactionAction => {
          const { batchId: rowKey, size } = part;
          return ['upsert', { partitionKey, rowKey, size }, 'Merge'];
        });
        await table.submitTransaction([
          ['upsert', { partitionKey, rowKey: batchId, replaced: true }, 'Merge'],
          ...ofParts,
        ]);
      }),

    note: (runId, note) =>
      storageCall('storing how far a run has come', async () => {
        await created();
        await table.upsertEntity({ partitionKey: accountPartition(runId), rowKey: NOTE, ...note }, 'Merge');
      }),

    readNote: (runId) =>
      storageCall('reading how far a run has come', async () => {
        await created();
        try {
          return parseNote(await table.getEntity(accountPartition(runId), NOTE));
        } catch (error) {
          if (storageStatus(error) === 404) return undefined;
          throw error;
        }
      }),

    read: (runId) =>
      storageCall('reading the account of a run', async () => {
        await created();
        const { all, note } = await readPartition(table, runId);
        const counted = all.filter(({ replaced }) => !replaced);
        return { ...addUp(counted), note, lastEndAt: lastEndOf(all) };
      }),
  };
}

/** The account of a run, batch by batch. */
export async function readRecord(table: EntityTable, runId: string): Promise<RunRecord> {
  const { all, note, storedAt } = await readPartition(table, runId);
  return { batches: all.filter(({ replaced }) => !replaced), note, storedAt };
}

async function readPartition(
  table: EntityTable,
  runId: string,
): Promise<{ all: readonly StoredBatch[]; note: RunNote | undefined; storedAt: string | undefined }> {
  const all: StoredBatch[] = [];
  let note: RunNote | undefined;
  let storedAt: string | undefined;
  const filter = odata`PartitionKey eq ${accountPartition(runId)}`;
  for await (const entity of table.listEntities({ queryOptions: { filter } })) {
    if (entity.rowKey === NOTE) note = parseNote(entity);
    else all.push(parseBatch(entity));
    const { timestamp = '' } = entity;
    if (timestamp > (storedAt ?? '')) storedAt = timestamp;
  }
  return { all, note, storedAt };
}

function lastEndOf(batches: readonly StoredBatch[]): string | undefined {
  return batches
    .flatMap(({ counts, timestamp = '' }) => (Object.keys(counts).length > 0 ? [timestamp] : []))
    .sort()
    .at(-1);
}
