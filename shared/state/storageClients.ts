import { TableClient, TableServiceClient } from '@azure/data-tables';
import { DefaultAzureCredential } from '@azure/identity';
import { QueueServiceClient } from '@azure/storage-queue';
import type { Environment } from '../config/settings.ts';
import { ConfigurationError, RetryLater } from '../errors.ts';
import { observed } from '../telemetry/dependencies.ts';

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
  const credential = new DefaultAzureCredential(clientId ? { managedIdentityClientId: clientId } : {});
  return {
    queues: new QueueServiceClient(queueUri, credential),
    table: (table) => new TableClient(tableUri, table, credential),
  };
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

/** The HTTP status of a storage error, if it is one. */
export function storageStatus(error: unknown): number | undefined {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : undefined;
}

/** Runs a storage operation; what goes wrong is work for later (the SDK has tried several times by then). */
export async function storageCall<T>(what: string, operation: () => Promise<T>): Promise<T> {
  return observed({ type: 'Azure Storage', target: 'storage', name: what }, async () => {
    try {
      return await operation();
    } catch (error) {
      const reason =
        storageStatus(error) ?? (error instanceof Error && 'code' in error ? error.code : 'no answer');
      throw new RetryLater('STORAGE_UNREACHABLE', `Azure Storage: ${what} failed (${reason}).`, {
        cause: error,
      });
    }
  });
}

/** Creates something once per process, before its first use; a failure is tried again with the next use. */
export function once(create: () => Promise<unknown>): () => Promise<void> {
  let done: Promise<unknown> | undefined;
  return async () => {
    done ??= create();
    try {
      await done;
    } catch (error) {
      done = undefined;
      throw error;
    }
  };
}
