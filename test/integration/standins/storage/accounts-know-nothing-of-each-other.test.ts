import { TableClient } from '@azure/data-tables';
import { QueueServiceClient } from '@azure/storage-queue';
import { expect, it } from 'vitest';
import { ownAccount } from '../../../support/ownAccount.ts';
import { sharedStorage } from '../../../support/startStorage.ts';

const [mine, yours] = [ownAccount(), ownAccount()];
const tableOf = (account: string) =>
  TableClient.fromConnectionString(account, 'same', { allowInsecureConnection: true });
const queueOf = (account: string) => QueueServiceClient.fromConnectionString(account).getQueueClient('same');

it('what one account of an Azurite holds, another one lacks', async () => {
  await tableOf(mine).createTable();
  await tableOf(mine).createEntity({ partitionKey: 'p', rowKey: 'r' });
  await queueOf(mine).create();
  await queueOf(mine).sendMessage('x');

  await expect(tableOf(yours).getEntity('p', 'r')).rejects.toMatchObject({ statusCode: 404 });
  expect(await queueOf(yours).exists()).toBe(false);
  await queueOf(yours).create();
  expect((await queueOf(yours).getProperties()).approximateMessagesCount).toBe(0);
});

it('an account that is shared with others does not stop, and says how one is started that does', async () => {
  const storage = sharedStorage(mine);
  await expect(storage.stop()).rejects.toThrow('mayStop: true');
  await storage.close();
  expect((await queueOf(mine).getProperties()).approximateMessagesCount).toBe(1);
});
