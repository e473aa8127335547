import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { loadMapping } from '../../shared/config/loadMapping.ts';
import { keyFormsOf } from '../../shared/contacts/associateKey.ts';
import type { Mapping } from '../../shared/contacts/mapping.ts';
import { ContactWriter, type ContactWriterOptions } from '../../shared/index.ts';
import { openEmbeddedStores } from '../../shared/state/embedded/embeddedStores.ts';
import { createOutcomeLedger } from '../../shared/state/outcomeLedger.ts';
import { createRunAccount } from '../../shared/state/runAccount.ts';
import { createStateDocument } from '../../shared/state/stateDocument.ts';
import { createStorageClients, OUTCOMES_TABLE, STATE_TABLE } from '../../shared/state/storageClients.ts';
import { saveAdoption } from '../../shared/sync/adopt/adoptionState.ts';
import type { LedgerScan, OutcomeLedger } from '../../shared/sync/ports/outcomeLedger.ts';
import type { RunAccount } from '../../shared/sync/ports/runAccount.ts';
import { type HubSpotStandin, startHubSpotStandin } from '../standins/hubspot/startHubSpotStandin.ts';
import { type SqlServerStandin, startSqlServerStandin } from '../standins/sqlserver/startSqlServerStandin.ts';
import { differencesBetween } from './compareWithHubSpot.ts';
import { type MappingChange, portalProperties, writeMappingFile } from './mappingFile.ts';
import { type MembersTable, openMembersTable } from './membersTable.ts';
import { ownAccount } from './ownAccount.ts';
import type { StoreKind, Tables } from './useTables.ts';

/** What a program has around it: SQL Server, HubSpot, a mapping file, and settings that name them. */
export interface WriterWorld {
  readonly sqlServer: SqlServerStandin;
  readonly hubspot: HubSpotStandin;
  readonly members: MembersTable;
  readonly mapping: Mapping;
  readonly stateDir: string;
  /** The settings: with `SyncStorage`, or without where the store is embedded. */
  readonly env: Readonly<Record<string, string>>;
  /** A writer that says nothing. */
  writer(options?: ContactWriterOptions): ContactWriter;
  /** Looks into the store, while nobody has it. */
  inStore<T>(work: (look: StoreLook) => Promise<T>): Promise<T>;
  /** Every way in which HubSpot differs from SQL Server. */
  differences(): Promise<readonly string[]>;
}

/** What lasts, as a test sees it. */
export interface StoreLook {
  readonly ledger: OutcomeLedger & LedgerScan;
  readonly accounts: RunAccount;
  readonly table: Tables;
}

/** Starts the neighbours of a `ContactWriter`; nobody is in the portal, and an adoption has said so unless `adopted` is false. */
async function startWriterWorld(
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
  const inStore: WriterWorld['inStore'] = async (work) => {
    const { table, close } = await openStore(store, stateDir, env);
    try {
      const ledger = createOutcomeLedger(table(OUTCOMES_TABLE), keyFormsOf(mapping).ledger);
      return await work({ ledger, accounts: createRunAccount(table(STATE_TABLE)), table });
    } finally {
      await close();
    }
  };
  const adoption = { completedAt: '2026-01-01T00:00:00.000Z' };
  if (options.adopted !== false)
    await inStore(({ table }) =>
      saveAdoption(createStateDocument(table(STATE_TABLE), 'adoption'), adoption, undefined),
    );
  return {
    sqlServer,
    hubspot,
    members,
    mapping,
    stateDir,
    env,
    inStore,
    writer: (given = {}) => new ContactWriter({ env, stateDir, log: () => undefined, ...given }),
    async differences() {
      const rows = await members.readAll();
      const keys = rows.map((row) => row['numero_asociado'] ?? '');
      const outcomes = await inStore(({ ledger }) => ledger.read(keys));
      return differencesBetween(rows, hubspot.contacts(), outcomes, mapping);
    },
    async close() {
      await members.close();
      await Promise.all([sqlServer.close(), hubspot.close()]);
      mappingFile.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openStore(
  store: StoreKind,
  stateDir: string,
  env: Readonly<Record<string, string>>,
): Promise<{ readonly table: Tables; close(): Promise<void> }> {
  if (store === 'azure') return { ...createStorageClients(env), close: async () => undefined };
  return openEmbeddedStores(stateDir, { now: () => Date.now() });
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
