import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { loadMapping } from '../../shared/config/loadMapping.ts';
import type { Mapping } from '../../shared/contacts/mapping.ts';
import { openEmbeddedStores } from '../../shared/state/embedded/embeddedStores.ts';
import { createStateDocument } from '../../shared/state/stateDocument.ts';
import { createStorageClients, STATE_TABLE } from '../../shared/state/storageClients.ts';
import { saveAdoption } from '../../shared/sync/adopt/adoptionState.ts';
import { type HubSpotStandin, startHubSpotStandin } from '../standins/hubspot/startHubSpotStandin.ts';
import { type SqlServerStandin, startSqlServerStandin } from '../standins/sqlserver/startSqlServerStandin.ts';
import { type MappingChange, portalProperties, writeMappingFile } from './mappingFile.ts';
import { type MembersTable, openMembersTable } from './membersTable.ts';
import { ownAccount } from './ownAccount.ts';
import type { StoreKind } from './useTables.ts';

/** What a program has around it: SQL Server, HubSpot, a mapping file, and settings that name them. */
export interface WriterWorld {
  readonly sqlServer: SqlServerStandin;
  readonly hubspot: HubSpotStandin;
  readonly members: MembersTable;
  readonly mapping: Mapping;
  readonly stateDir: string;
  /** The settings; with another `SyncStorage` or none as the store is. */
  readonly env: Readonly<Record<string, string>>;
}

/** Starts the neighbours of a `ContactWriter`; nobody is in the portal, and an adoption has said so unless `adopted` is false. */
export async function startWriterWorld(
  store: StoreKind,
  options: { readonly mapping?: readonly MappingChange[]; readonly adopted?: boolean } = {},
): Promise<WriterWorld & { close(): Promise<void> }> {
  const quiet: MappingChange = [['sync', 'quietSeconds'], 1];
  const mappingFile = writeMappingFile([quiet, ...(options.mapping ?? [])]);
  const mapping = loadMapping(mappingFile.path, {});
  const [sqlServer, hubspot] = await Promise.all([
    startSqlServerStandin(),
    startHubSpotStandin({ properties: portalProperties(mapping) }),
  ]);
  const members = await openMembersTable(sqlServer.connectionString);
  const folder = mkdtempSync(join(tmpdir(), 'hubspot-sync-state-'));
  const storage: Record<string, string> = store === 'azure' ? { SyncStorage: ownAccount() } : {};
  const env = {
    SQL_CONNECTION_STRING: sqlServer.connectionString,
    HUBSPOT_ACCESS_TOKEN: hubspot.token,
    HUBSPOT_BASE_URL: hubspot.baseUrl,
    HUBSPOT_TIMEOUT_MS: '5000',
    SYNC_CONFIG: mappingFile.path,
    ...storage,
  };
  const stateDir = join(folder, 'state');
  if (options.adopted !== false) await adopt(store, stateDir, env);
  return {
    sqlServer,
    hubspot,
    members,
    mapping,
    stateDir,
    env,
    async close() {
      await members.close();
      await Promise.all([sqlServer.close(), hubspot.close()]);
      mappingFile.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function adopt(store: StoreKind, stateDir: string, env: Readonly<Record<string, string>>) {
  const clock = { now: () => Date.now() };
  const stores =
    store === 'azure'
      ? { ...createStorageClients(env), close: async () => undefined }
      : await openEmbeddedStores(stateDir, clock);
  const document = createStateDocument(stores.table(STATE_TABLE), 'adoption');
  await saveAdoption(document, { completedAt: '2026-01-01T00:00:00.000Z' }, undefined);
  await stores.close();
}

/** The same before the tests of a file or a `describe`. */
export function useWriter(...given: Parameters<typeof startWriterWorld>): () => WriterWorld {
  let world: Awaited<ReturnType<typeof startWriterWorld>> | undefined;
  beforeAll(async () => {
    world = await startWriterWorld(...given);
  });
  afterAll(() => world?.close());
  return () => {
    if (!world) throw new Error('The neighbours have not started.');
    return world;
  };
}
