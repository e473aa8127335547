import { describe, expect, it } from 'vitest';
import { createBatchQueue } from '../../../shared/state/batchQueue.ts';
import { createStorageClients } from '../../../shared/state/storageClients.ts';
import { ownAccount } from '../../support/ownAccount.ts';

const clients = createStorageClients({ AzureWebJobsStorage: ownAccount() });
const message = {
  ...{ runId: 'r', batchId: 'r-1', attempt: 1, force: false, lane: 'bulk' as const },
  changes: [{ key: 'A-1', version: '' }],
};

// promise 6
describe('a message', () => {
  it('never expires, however long an outage lasts', async () => {
    const batches = clients.queues.getQueueClient('expiry');
    await createBatchQueue(batches).put([message]);
    const [peeked] = (await batches.peekMessages()).peekedMessageItems;
    expect(peeked?.expiresOn.getUTCFullYear()).toBe(9999);
  });

  it('waits unseen for as long as it is to wait', async () => {
    const batches = clients.queues.getQueueClient('delay');
    const queue = createBatchQueue(batches);
    await queue.put([message], 60_000);
    expect((await batches.peekMessages()).peekedMessageItems).toEqual([]);
    expect(await queue.length()).toBe(1);
  });
});
