import { odata, type TableClient, type TransactionAction } from '@azure/data-tables';
import { z } from 'zod';
import { addResults, type BatchResult, type OutcomeCounts } from '../outcomes/countOutcomes.ts';
import { OUTCOMES } from '../outcomes/outcome.ts';
import type { BatchSplitter, RunAccount, RunNote, RunNotes, RunTotals } from '../sync/ports/runAccount.ts';
import { once, storageCall } from './storageClients.ts';

const MAX_TRANSACTION = 100;

const countsSchema = z.partialRecord(z.enum(OUTCOMES), z.number());
const codesSchema = z.record(z.string(), z.number());
/** No batch is called so: its id begins with its run's. */
const NOTE = '~';

const noteSchema = z.object({
  mode: z.enum(['incremental', 'full', 'replay']),
  stage: z.enum(['waiting', 'selecting', 'ended']),
});
const entitySchema = z.object({
  size: z.number().default(0),
  /** Its parts are accounted for instead. */
  replaced: z.boolean().default(false),
  /** Given by Table Storage with every write. */
  timestamp: z.string().optional(),
  rejectedByCode: z
    .string()
    .default('{}')
    .transform((text) => codesSchema.parse(JSON.parse(text))),
  notInHubSpot: z.number().default(0),
  counts: z
    .string()
    .default('{}')
    .transform((text) => countsSchema.parse(JSON.parse(text))),
});

/**
 * One entity per batch in the partition of its run: its size, and what became of its records. The detector writes
 * only the size and the worker everything, both by merge, so that neither order loses anything; what has no
 * outcome yet is pending. detected = created + … + pending therefore holds by construction.
 */
export function createRunAccount(table: TableClient): RunAccount & RunNotes & BatchSplitter {
  const created = once(() => table.createTable());
  return {
    addDetected: (runId, batches) =>
      storageCall('storing the account of a run', async () => {
        await created();
        const actions = batches.map(
          ({ batchId, size }): TransactionAction => [
            'upsert',
            { partitionKey: partition(runId), rowKey: batchId, size },
            'Merge',
          ],
        );
        for (let start = 0; start < actions.length; start += MAX_TRANSACTION) {
          await table.submitTransaction(actions.slice(start, start + MAX_TRANSACTION));
        }
      }),

    finishBatch: (runId, batchId, size, { counts, rejectedByCode, notInHubSpot }) =>
      storageCall('storing the account of a batch', async () => {
        await created();
        const result = {
          counts: JSON.stringify(counts),
          rejectedByCode: JSON.stringify(rejectedByCode),
          notInHubSpot,
        };
        await table.upsertEntity(
          { partitionKey: partition(runId), rowKey: batchId, size, ...result },
          'Merge',
        );
      }),

    split: (runId, batchId, parts) =>
      storageCall('storing the parts of a batch', async () => {
        await created();
        const partitionKey = partition(runId);
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
        await table.upsertEntity({ partitionKey: partition(runId), rowKey: NOTE, ...note }, 'Replace');
      }),

    read: (runId) =>
      storageCall('reading the account of a run', async () => {
        await created();
        const batches = [];
        let note: RunNote | undefined;
        const filter = odata`PartitionKey eq ${partition(runId)}`;
        for await (const entity of table.listEntities({ queryOptions: { filter } })) {
          if (entity.rowKey === NOTE) note = noteSchema.parse(entity);
          else batches.push(entitySchema.parse(entity));
        }
        const counted = batches.filter(({ replaced }) => !replaced);
        return { ...addUp(counted), note, lastEndAt: lastEndOf(batches) };
      }),
  };
}

function lastEndOf(batches: readonly z.infer<typeof entitySchema>[]): string | undefined {
  return batches
    .flatMap(({ counts, timestamp = '' }) => (Object.keys(counts).length > 0 ? [timestamp] : []))
    .sort()
    .at(-1);
}

/** What was detected and has no end yet is pending. */
export function addUp(batches: readonly (BatchResult & { readonly size: number })[]): RunTotals {
  const detected = batches.reduce((sum, { size }) => sum + size, 0);
  const nothing: BatchResult = { counts: {}, rejectedByCode: {}, notInHubSpot: 0 };
  const { counts, ...others } = batches.reduce(addResults, nothing);
  const ended = OUTCOMES.reduce((sum, name) => sum + (name === 'pending' ? 0 : (counts[name] ?? 0)), 0);
  return { detected, counts: { ...emptyCounts(), ...counts, pending: detected - ended }, ...others };
}

function partition(runId: string): string {
  return `run-${runId}`;
}

/** Every outcome at nought. */
function emptyCounts(): Required<OutcomeCounts> {
  return {
    created: 0,
    updated: 0,
    unchanged: 0,
    adopted: 0,
    rejected: 0,
    conflict: 0,
    failed: 0,
    deleted: 0,
    pending: 0,
  };
}
