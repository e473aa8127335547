import { TableServiceClient } from '@azure/data-tables';
import { describe, expect, it } from 'vitest';
import { createStorageClients, OUTCOMES_TABLE } from '../../../shared/state/storageClients.ts';
import { ownAccount } from '../../support/ownAccount.ts';
import { nameOfStorage, openStore, STORAGE_SETTING, storageToTry } from './openStore.ts';
import { QUEUE_CHECKS } from './queueChecks.ts';
import { TABLE_CHECKS } from './tableChecks.ts';

/** The checks are worth nothing when they have rotted: here they run, on Azurite, which is not Azure. */
describe('the checks of Storage on Azurite', () => {
  it('all find what we take for granted, and leave nothing behind', async () => {
    const account = ownAccount();
    const store = await openStore(account);
    const unknown: string[] = [];
    for (const { claim, look } of [...TABLE_CHECKS, ...QUEUE_CHECKS]) {
      const { known, saw } = await look(store);
      if (!known) unknown.push(`${claim} – ${saw}`);
    }
    expect(unknown).toEqual([]);
    expect(await store.close()).toEqual([]);
    const names: (string | undefined)[] = [];
    for await (const { name } of createStorageClients({ SyncStorage: account }).queues.listQueues())
      names.push(name);
    const tables = TableServiceClient.fromConnectionString(account, { allowInsecureConnection: true });
    for await (const { name } of tables.listTables()) names.push(name);
    expect(names).toEqual([]);
    expect(nameOfStorage(account)).toBe('what is not Azure Storage');
  });

  it('do not run on an account that the app uses', async () => {
    const account = ownAccount();
    await createStorageClients({ SyncStorage: account }).table(OUTCOMES_TABLE).createTable();
    await expect(openStore(account)).rejects.toThrow(
      'The storage account has outcomes: it looks like one that the app uses',
    );
    expect(() => storageToTry({ [STORAGE_SETTING]: account, AzureWebJobsStorage: account })).toThrow(
      'is the account of AzureWebJobsStorage',
    );
    expect(storageToTry({})).toBeUndefined();
  });
});
