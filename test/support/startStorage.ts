import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAzurite } from '../standins/storage/startAzurite.ts';

/** A storage account. One that was started with `mayStop` may go away and come back with its data. */
export interface Storage {
  readonly connectionString: string;
  /** @throws when the storage was not started with `mayStop`. */
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

/** Starts an Azurite for one system alone. */
export async function startStorage({ mayStop = false, speed = 1 }: StorageOptions = {}): Promise<Storage> {
  const dataDir = mayStop ? mkdtempSync(join(tmpdir(), 'hubspot-sync-storage-')) : undefined;
  const options = { clock: { from: Date.now(), speed }, ...(dataDir === undefined ? {} : { dataDir }) };
  let azurite = await startAzurite(options);
  const { connectionString, queuePort, tablePort } = azurite;
  return {
    connectionString,
    stop: () => (mayStop ? azurite.close() : refuse()),
    async start() {
      azurite = await startAzurite({ ...options, queuePort, tablePort });
    },
    async close() {
      await azurite.close();
      if (dataDir !== undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** An account of an Azurite that others use too, and that stays up. */
export function sharedStorage(connectionString: string): Storage {
  return { connectionString, stop: refuse, start: refuse, close: async () => undefined };
}

async function refuse(): Promise<never> {
  throw new Error('This storage cannot stop: start the system with `storage: { mayStop: true }`.');
}
