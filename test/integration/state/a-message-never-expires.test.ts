import { describe, expect, it } from 'vitest';
import { createBatchQueue } from '../../../shared/state/batchQueue.ts';
import { createStorageClients } from '../../../shared/state/storageClients.ts';
import { ownAccount } from '../../support/ownAccount.ts';

const clients = createStorageClients({ AzureWebJobsStorage: ownAccount() });

// promise 6
describe('a message', () => {
  it('never expires, however long an outage lasts', async () => {
    const batches = clients.queues.getQueueClient('expiry');
    const message = { runId: 'r', batchId: 'r-1', attempt: 1, force: false, lane: 'bulk' as const };
    await createBatchQueue(batches).put([{ ...message, changes: [{ key: 'A-1', version: '' }] }]);
    const [peeked] = (await batches.peekMessages()).peekedMessageItems;
    expect(peeked?.expiresOn.getUTCFullYear()).toBe(9999);
  });
});
