import { createStorageClients, POISON_QUEUE } from '../../shared/state/storageClients.ts';
import type { Storage } from './startStorage.ts';

/** As the host does with a record that stood alone and ended every delivery. */
export async function putIntoPoisonQueue({ connectionString }: Storage, key: string): Promise<void> {
  const runId = '20261123T020000Z-00000000';
  const changes = [{ key, version: '' }];
  const batch = {
    runId,
    batchId: `${runId}-1`,
    attempt: 1,
    force: false,
    lane: 'bulk',
    alone: true,
    changes,
  };
  const { queues } = createStorageClients({ AzureWebJobsStorage: connectionString });
  const queue = queues.getQueueClient(POISON_QUEUE);
  await queue.createIfNotExists();
  await queue.sendMessage(Buffer.from(JSON.stringify(batch)).toString('base64'));
}
