/**
 * What we take for granted of Azure Storage, looked at on an account to try things in:
 * `AZURE_STORAGE_TEST_URL="<connection string>" npm run test:live`. Tables and queues of its own are made and deleted. An account that
 * has those of the app is refused.
 */
import { describeChecks, leaveOut } from '../describeChecks.ts';
import { nameOfStorage, openStore, STORAGE_SETTING, type Store, storageToTry } from './openStore.ts';
import { QUEUE_CHECKS } from './queueChecks.ts';
import { TABLE_CHECKS } from './tableChecks.ts';

const CHECKS = [...TABLE_CHECKS, ...QUEUE_CHECKS];
const connectionString = storageToTry(process.env);

if (!connectionString) {
  leaveOut(
    'Azure Storage',
    CHECKS.length,
    `set ${STORAGE_SETTING} to the connection string of an empty storage account.`,
  );
} else {
  const end = {
    where: nameOfStorage(connectionString),
    open: () => openStore(connectionString),
    close: (store: Store) => store.close(),
    notTried: [
      'what Storage answers when it is overloaded, or fails over to another region: nobody can bring that about',
      'managed identity instead of a connection string: the deployed app shows it with its first tick',
    ],
  };
  describeChecks(end, CHECKS);
}
