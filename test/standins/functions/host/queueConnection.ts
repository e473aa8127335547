import { QueueServiceClient, type StoragePipelineOptions } from '@azure/storage-queue';
import { findSetting, type Settings } from './resolveNames.ts';

const DEFAULT_CONNECTION = 'AzureWebJobsStorage';

/** Short and few: the listener has its own back-off, and a test that takes storage away must not wait for long. */
const CLIENT_OPTIONS: StoragePipelineOptions = {
  retryOptions: { maxTries: 2, retryDelayInMs: 100, maxRetryDelayInMs: 500, tryTimeoutInMs: 30_000 },
};

/**
 * Opens the queue service that a binding's `connection` means. It is the NAME of a setting with a connection string
 * (the host tries `AzureWebJobs<name>` first), or of a collection `<name>__queueServiceUri`; never a value.
 *
 * @throws when there is no such setting or it cannot be read; the host then does not run that function.
 */
export async function queueConnection(
  connection: string | undefined,
  settings: Settings,
): Promise<QueueServiceClient> {
  const name = connection === undefined || connection === '' ? DEFAULT_CONNECTION : connection;
  const value = findSetting(settings, `AzureWebJobs${name}`) ?? findSetting(settings, name);
  if (value !== undefined && value !== '') {
    return QueueServiceClient.fromConnectionString(value, CLIENT_OPTIONS);
  }
  const uri = findSetting(settings, `${name}__queueServiceUri`);
  if (uri === undefined || uri === '') {
    throw new Error(
      `Storage account connection string '${name}' does not exist. Make sure that it is a defined App Setting.`,
    );
  }
  if (uri.includes('?')) return new QueueServiceClient(uri, undefined, CLIENT_OPTIONS);
  // Loaded only here: it is large, and tests use connection strings.
  const { DefaultAzureCredential } = await import('@azure/identity');
  return new QueueServiceClient(uri, new DefaultAzureCredential(), CLIENT_OPTIONS);
}
