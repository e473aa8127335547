import { randomUUID } from 'node:crypto';
import { type TableClient, TableServiceClient } from '@azure/data-tables';
import type { QueueClient } from '@azure/storage-queue';
import {
  BATCH_QUEUE,
  createStorageClients,
  OUTCOMES_TABLE,
  POISON_QUEUE,
  REVIEWS_TABLE,
  STATE_TABLE,
} from '../../../shared/state/storageClients.ts';

/** What turns the checks of Storage on: the connection string of an account to try things in. */
export const STORAGE_SETTING = 'AZURE_STORAGE_TEST_URL';

/** Of the settings of the app, those that name its own account. */
const OF_THE_APP = ['SyncStorage', 'AzureWebJobsStorage'];
const NAMES_OF_THE_APP = [STATE_TABLE, OUTCOMES_TABLE, REVIEWS_TABLE, BATCH_QUEUE, POISON_QUEUE];

/** The suite's corner of a storage account: tables and queues of its own, which go when it closes. */
export interface Store {
  newTable(): Promise<TableClient>;
  newQueue(): Promise<QueueClient>;
  /** A table and a queue that are not there. */
  readonly absent: { readonly table: TableClient; readonly queue: QueueClient };
  /** Removes what was made, and answers what could not be removed. */
  close(): Promise<readonly string[]>;
}

/** @throws when the account is the app's own. */
export function storageToTry(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const connectionString = env[STORAGE_SETTING];
  if (!connectionString) return undefined;
  const account = accountOf(connectionString);
  const isTheirs = (other = '') =>
    other === connectionString || (account !== undefined && accountOf(other) === account);
  const own = OF_THE_APP.find((name) => isTheirs(env[name]));
  if (own !== undefined)
    throw new Error(`${STORAGE_SETTING} is the account of ${own}; the live suite wants one of its own.`);
  return connectionString;
}

/** In words; says Azure only of Azure. */
export function nameOfStorage(connectionString: string): string {
  const isAzure = /EndpointSuffix=core\.|\.core\.windows\.net/i.test(connectionString);
  return isAzure ? 'Azure Storage' : 'what is not Azure Storage';
}

/** @throws when the account has tables or queues of the app, and so may be one in use. */
export async function openStore(connectionString: string): Promise<Store> {
  const clients = createStorageClients({ SyncStorage: connectionString });
  const run = `t${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  const nameOf = (number: number | string) => `hubspotsynctest${run}${number}`;
  await refuseStoreInUse(connectionString, clients.queues);
  const made: { readonly name: string; readonly remove: () => Promise<unknown> }[] = [];
  const queueOf = (name: string) => clients.queues.getQueueClient(name);
  return {
    async newTable() {
      const name = nameOf(made.length);
      const table = clients.table(name);
      made.push({ name, remove: () => table.deleteTable() });
      await table.createTable();
      return table;
    },
    async newQueue() {
      const name = nameOf(made.length);
      const queue = queueOf(name);
      made.push({ name, remove: () => queue.deleteIfExists() });
      await queue.create();
      return queue;
    },
    absent: { table: clients.table(nameOf('none')), queue: queueOf(nameOf('none')) },
    async close() {
      const left: string[] = [];
      for (const { name, remove } of made) await remove().catch(() => left.push(name));
      return left;
    },
  };
}

async function refuseStoreInUse(
  connectionString: string,
  queues: ReturnType<typeof createStorageClients>['queues'],
): Promise<void> {
  const service = TableServiceClient.fromConnectionString(connectionString, {
    allowInsecureConnection: true,
  });
  const found: string[] = [];
  for await (const { name } of service.listTables()) if (name !== undefined) found.push(name);
  for await (const { name } of queues.listQueues()) found.push(name);
  const ofTheApp = found.filter((name) => NAMES_OF_THE_APP.includes(name));
  if (ofTheApp.length === 0) return;
  throw new Error(
    `The storage account has ${ofTheApp.join(', ')}: it looks like one that the app uses, and nothing was done. Take an empty one.`,
  );
}

function accountOf(connectionString = ''): string | undefined {
  return /AccountName=(?<name>[^;]+)/i.exec(connectionString)?.groups?.['name'];
}
