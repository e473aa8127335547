import type { QueueServiceClient } from '@azure/storage-queue';
import type { QueueGauge } from '../sync/ports/batchQueue.ts';
import type { Clock } from '../sync/ports/clock.ts';
import { BATCH_QUEUE, POISON_QUEUE, storageCall } from './storageClients.ts';
import { isStoreMissing } from './storageErrors.ts';

/** How the queue of batches and its poison queue stand; one that does not exist yet is empty. */
export function createQueueGauge(queues: QueueServiceClient, clock: Clock): QueueGauge {
  const batches = queues.getQueueClient(BATCH_QUEUE);
  const poison = queues.getQueueClient(POISON_QUEUE);
  const lengthOf = (queue: typeof batches) =>
    orNothing(async () => (await queue.getProperties()).approximateMessagesCount);
  return {
    read: () =>
      storageCall('looking at the queues', async () => {
        const [length = 0, poisonLength = 0, inserted] = await Promise.all([
          lengthOf(batches),
          lengthOf(poison),
          orNothing(async () => (await batches.peekMessages()).peekedMessageItems[0]?.insertedOn),
        ]);
        return { length, poisonLength, oldestMs: inserted ? clock.now() - inserted.getTime() : 0 };
      }),
  };
}

async function orNothing<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (isStoreMissing(error)) return undefined;
    throw error;
  }
}
