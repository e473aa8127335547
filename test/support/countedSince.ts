import { createCounterRows } from '../../shared/state/counterRows.ts';
import { createStorageClients, STATE_TABLE } from '../../shared/state/storageClients.ts';
import { META_ROW } from '../../shared/sync/counters/hours.ts';

/** Lets a storage account count from this moment on (epoch milliseconds), as if the app had run since then. */
export async function countedSince(connectionString: string, at: number): Promise<void> {
  const table = createStorageClients({ AzureWebJobsStorage: connectionString }).table(STATE_TABLE);
  const since = new Date(at).toISOString();
  const text = JSON.stringify({ since, until: since, open: {} });
  if (!(await createCounterRows(table).commit([{ name: META_ROW, text, etag: undefined }])))
    throw new Error('The counters have begun already.');
}
