import { TableClient, TableServiceClient } from '@azure/data-tables';
import type { TokenCredential } from '@azure/identity';
import { QueueServiceClient } from '@azure/storage-queue';
import type { Environment } from '../config/settings.ts';
import { ConfigurationError } from '../errors.ts';
import { lazy } from '../lazy.ts';
import { observed } from '../telemetry/dependencies.ts';
import { isStoreMissing, judgeStorageError } from './storageErrors.ts';

/** The queues of the app. */
export const BATCH_QUEUE = 'contact-batches';
export const POISON_QUEUE = `${BATCH_QUEUE}-poison`;

/** Table names. */
export const STATE_TABLE = 'syncstate';
export const OUTCOMES_TABLE = 'outcomes';
export const REVIEWS_TABLE = 'reviews';

/**
 * The name of the setting (or of the `__` family of settings) that says where queue and tables are: `SyncStorage`,
 * or the Functions host's own storage where that is absent.
 */
export function storageConnectionName(env: Environment): 'SyncStorage' | 'AzureWebJobsStorage' {
  const isSet = Object.entries(env).some(
    ([name, value]) => value && (name === 'SyncStorage' || name.startsWith('SyncStorage__')),
  );
  return isSet ? 'SyncStorage' : 'AzureWebJobsStorage';
}

export interface StorageClients {
  readonly queues: QueueServiceClient;
  table(name: string): TableClient;
}

/**
 * Clients from a connection string or, with a managed identity, from the service URIs. Nothing connects yet.
 *
 * @throws ConfigurationError naming the setting.
 */
export function createStorageClients(env: Environment): StorageClients {
  const name = storageConnectionName(env);
  const connectionString = env[name];
  if (connectionString) return fromConnectionString(name, connectionString);
  const queueUri = env[`${name}__queueServiceUri`];
  const tableUri = env[`${name}__tableServiceUri`];
  if (!queueUri || !tableUri) {
    throw new ConfigurationError([
      `The setting ${name} is missing: set it to a storage connection string, or set ${name}__queueServiceUri and ${name}__tableServiceUri.`,
    ]);
  }
  const clientId = env[`${name}__clientId`];
  const credential = createCredential(clientId ? { managedIdentityClientId: clientId } : {});
  return {
    queues: new QueueServiceClient(queueUri, credential),
    table: (table) => new TableClient(tableUri, table, credential),
  };
}

/** The identity of the app. Its code, half a megabyte, is loaded with the first token, so where a connection string leads, never. */
function createCredential(options: { readonly managedIdentityClientId?: string }): TokenCredential {
  const credential = lazy(async () => {
    const { DefaultAzureCredential } = await import('@azure/identity');
    return new DefaultAzureCredential(options);
  });
  return { getToken: async (scopes, how) => (await credential()).getToken(scopes, how) };
}

function fromConnectionString(name: string, connectionString: string): StorageClients {
  // Only loopback storage (Azurite) speaks http; the SDK refuses it unless told.
  const options = { allowInsecureConnection: true };
  try {
    TableServiceClient.fromConnectionString(connectionString, options);
    return {
      queues: QueueServiceClient.fromConnectionString(connectionString),
      table: (table) => TableClient.fromConnectionString(connectionString, table, options),
    };
  } catch {
    throw new ConfigurationError([`The setting ${name} is not a storage connection string.`]);
  }
}

/** How often a table or queue of ours was found missing. */
let timesMissing = 0;

/**
 * Runs a storage operation.
 *
 * @throws RetryLater for an outage. A table or queue that somebody deleted counts as one: it is made again with the next use.
 * @throws StorageRefusal, or the error of our code, for what would fail again each time.
 */
export async function storageCall<T>(what: string, operation: () => Promise<T>): Promise<T> {
  return observed({ type: 'Azure Storage', target: 'storage', name: what }, async () => {
    try {
      return await operation();
    } catch (error) {
      if (isStoreMissing(error)) timesMissing++;
      throw judgeStorageError(what, error);
    }
  });
}

/**
 * Creates a table or a queue once per process, before its first use, and again after any was found missing; a failure is tried
 * again with the next use.
 */
export function once(create: () => Promise<unknown>): () => Promise<void> {
  let done: Promise<unknown> | undefined;
  let doneAt = timesMissing;
  return async () => {
    if (doneAt !== timesMissing) done = undefined;
    doneAt = timesMissing;
    done ??= create();
    try {
      await done;
    } catch (error) {
      done = undefined;
      throw error;
    }
  };
}
