import type { BatchQueue, QueueGauge } from '../sync/ports/batchQueue.ts';
import type { Clock } from '../sync/ports/clock.ts';
import type { Deliveries } from '../sync/ports/deliveries.ts';
import { createBatchQueue } from './batchQueue.ts';
import type { EntityTable } from './entityTable.ts';
import { createQueueGauge } from './queueGauge.ts';
import { createStateDocument } from './stateDocument.ts';
import { BATCH_QUEUE, STATE_TABLE, type StorageClients } from './storageClients.ts';
import { createTableQueue } from './tableQueue.ts';
import { takeLease } from './writerLease.ts';

/** Where everything lasts: tables by name, and the queue of batches. */
export interface Stores {
  table(name: string): EntityTable;
  readonly queue: BatchQueue;
  readonly gauge: QueueGauge;
}

/** Those of the deployed app. */
export function azureStores({ table, queues }: StorageClients, clock: Clock): Stores {
  return {
    table,
    queue: createBatchQueue(queues.getQueueClient(BATCH_QUEUE)),
    gauge: createQueueGauge(queues, clock),
  };
}

/** Those of a process that works on its queue itself. */
export interface LocalStores extends Stores {
  readonly queue: BatchQueue & Deliveries;
  close(): Promise<void>;
}

/**
 * The tables of the deployed app, and a queue of our own in them: what is on it the app's workers do not take, since it may be done
 * under another operation than theirs. One process at a time works on it.
 *
 * @throws ConfigurationError where another process does.
 */
export async function openSharedStores({ table }: StorageClients, clock: Clock): Promise<LocalStores> {
  const lease = await takeLease(createStateDocument(table(STATE_TABLE), 'writer'), clock);
  const queue = createTableQueue(table(STATE_TABLE), clock);
  return { table, queue, gauge: queue, close: () => lease.release() };
}
