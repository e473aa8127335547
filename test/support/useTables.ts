import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { openEmbeddedStores } from '../../shared/state/embedded/embeddedStores.ts';
import type { EntityTable } from '../../shared/state/entityTable.ts';
import { createStorageClients } from '../../shared/state/storageClients.ts';
import { ownAccount } from './ownAccount.ts';

/** The two places in which things last: Table Storage, and a file of SQLite. */
export const STORES = ['azure', 'embedded'] as const;
export type StoreKind = (typeof STORES)[number];

/** Makes tables by name: every call gives another client of the same table. */
export type Tables = (name: string) => EntityTable;

/** An empty store. */
async function openTables(kind: StoreKind): Promise<{ table: Tables; close(): Promise<void> }> {
  if (kind === 'azure') {
    const account = ownAccount();
    const table: Tables = (name) => createStorageClients({ AzureWebJobsStorage: account }).table(name);
    return { table, close: async () => undefined };
  }
  const directory = mkdtempSync(join(tmpdir(), 'hubspot-sync-state-'));
  const stores = await openEmbeddedStores(directory, { now: () => Date.now() });
  return {
    table: stores.table,
    async close() {
      await stores.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Opens an empty store before the tests of a `describe` and closes it afterwards. */
export function useTables(kind: StoreKind): () => Tables {
  let opened: Awaited<ReturnType<typeof openTables>> | undefined;
  beforeAll(async () => {
    opened = await openTables(kind);
  });
  afterAll(() => opened?.close());
  return () => {
    if (!opened) throw new Error('The store is not open.');
    return opened.table;
  };
}
