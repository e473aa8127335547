import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAzurite } from '../standins/storage/startAzurite.ts';

/** An Azurite that may go away and come back with its data. */
export interface Storage {
  readonly connectionString: string;
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

export interface StorageOptions {
  /** Keeps its data on disk, without which a stop forgets everything. */
  readonly mayStop?: boolean;
  /** How many times as fast as the machine's its clock runs (1). */
  readonly speed?: number;
}

export async function startStorage({ mayStop = false, speed = 1 }: StorageOptions = {}): Promise<Storage> {
  const dataDir = mayStop ? mkdtempSync(join(tmpdir(), 'hubspot-sync-storage-')) : undefined;
  const options = { clock: { from: Date.now(), speed }, ...(dataDir === undefined ? {} : { dataDir }) };
  let azurite = await startAzurite(options);
  const { connectionString, queuePort, tablePort } = azurite;
  return {
    connectionString,
    stop: () => azurite.close(),
    async start() {
      azurite = await startAzurite({ ...options, queuePort, tablePort });
    },
    async close() {
      await azurite.close();
      if (dataDir !== undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
