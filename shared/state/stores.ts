import type { BatchQueue, QueueGauge } from '../sync/ports/batchQueue.ts';
import type { Clock } from '../sync/ports/clock.ts';
import { createBatchQueue } from './batchQueue.ts';
import type { EntityTable } from './entityTable.ts';
import { createQueueGauge } from './queueGauge.ts';
import { BATCH_QUEUE, type StorageClients } from './storageClients.ts';

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
