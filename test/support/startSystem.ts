import { fileURLToPath } from 'node:url';
import { loadMapping } from '../../shared/config/loadMapping.ts';
import { keyFormsOf } from '../../shared/contacts/associateKey.ts';
import type { Mapping } from '../../shared/contacts/mapping.ts';
import { createOutcomeLedger } from '../../shared/state/outcomeLedger.ts';
import { createRunAccount } from '../../shared/state/runAccount.ts';
import { createStateDocument } from '../../shared/state/stateDocument.ts';
import {
  BATCH_QUEUE,
  createStorageClients,
  OUTCOMES_TABLE,
  type POISON_QUEUE,
  STATE_TABLE,
} from '../../shared/state/storageClients.ts';
import { saveAdoption } from '../../shared/sync/adopt/adoptionState.ts';
import type { LedgerScan, OutcomeLedger } from '../../shared/sync/ports/outcomeLedger.ts';
import type { RunAccount } from '../../shared/sync/ports/runAccount.ts';
import {
  type FunctionsHost,
  type LogEntry,
  startFunctionsHost,
} from '../standins/functions/startFunctionsHost.ts';
import {
  type HubSpotStandin,
  type HubSpotStandinOptions,
  startHubSpotStandin,
} from '../standins/hubspot/startHubSpotStandin.ts';
import { type SqlServerStandin, startSqlServerStandin } from '../standins/sqlserver/startSqlServerStandin.ts';
import { checkAnswer } from './checkAnswer.ts';
import { type MappingChange, portalProperties, writeMappingFile } from './mappingFile.ts';
import { type MembersTable, openMembersTable } from './membersTable.ts';
import { type Storage, type StorageOptions, sharedStorage, startStorage } from './startStorage.ts';
import { untilQueueEmpty } from './untilQueueEmpty.ts';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

/** Never within a test: ticks come when a test asks for them. */
const NO_SCHEDULE = '0 0 0 29 2 *';

/** On the storage's clock. Where that runs fast a lease is a second of ours: renewing it would be most of the work. */
const SHORTEST_LEASE_MS = 5_000;

export interface SystemOptions {
  readonly hubspot?: HubSpotStandinOptions;
  /** Another SQL Server than the stand-in: its connection string. */
  readonly sqlServer?: string | undefined;
  /** Another HubSpot than the stand-in. */
  readonly account?: { readonly baseUrl: string; readonly token: string } | undefined;
  /** How its own Azurite is started, or the connection string of an account that it is given instead. */
  readonly storage?: StorageOptions | string;
  /** Instances of the app (1): hosts that share nothing but the storage. */
  readonly instances?: number;
  readonly mapping?: readonly MappingChange[];
  /** Beneficiaries that the table and the portal have room for (1). */
  readonly slots?: number;
  readonly settings?: Readonly<Record<string, string>>;
  /** Whether an adoption run has gone through the portal before; true unless a test is about that. */
  readonly adopted?: boolean;
  /** Fills the table before the first tick can come. */
  readonly seed?: (members: MembersTable) => Promise<void>;
  /** What is in front of the app's routes: nothing, or Azure's front end. */
  readonly frontEnd?: 'local' | 'azure';
  readonly onLog?: (entry: LogEntry) => void;
  /** How long an instance that ends lets running executions go on, in milliseconds. */
  readonly drainMs?: number;
}

/** Everything the sync runs on and the sync itself: the built app in a Functions host, with all its neighbours. */
export interface System {
  readonly sqlServer: SqlServerStandin;
  readonly hubspot: HubSpotStandin;
  readonly storage: Storage;
  /** The first instance; it alone runs timers. */
  readonly host: FunctionsHost;
  readonly hosts: readonly FunctionsHost[];
  readonly members: MembersTable;
  readonly mapping: Mapping;
  readonly mappingFile: string;
  readonly ledger: OutcomeLedger & LedgerScan;
  readonly accounts: RunAccount;
  /** The JSON log lines of the app so far. */
  readonly logLines: () => readonly AppLogLine[];
  /** Resolves with the first line of the app, past or future, for which this is true. */
  readonly until: (isIt: (line: AppLogLine) => boolean) => Promise<AppLogLine>;
  /** Messages in a queue, invisible ones included. */
  readonly queueLength: (queue?: typeof BATCH_QUEUE | typeof POISON_QUEUE) => Promise<number>;
  /** Runs the timer once and resolves when every message of the queue is done. Throws when the timer failed. */
  readonly tick: () => Promise<void>;
  /** Resolves when the queue is empty, however often its messages are put back. */
  readonly settle: () => Promise<void>;
  readonly resync: (numeroAsociado: string, query?: string) => Promise<Response>;
  /**
   * Calls a route of the app, e.g. `POST sync`, with its function key; a body that is text goes as it stands. Throws when the answer is
   * not of the published form.
   */
  readonly call: (
    method: 'GET' | 'POST' | 'DELETE',
    route: string,
    body?: object | string,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Response>;
  close(): Promise<void>;
}

/** A line of the log (docs/operate.md), as the app wrote it. */
export type AppLogLine = Readonly<Record<string, string | number | undefined>>;

/** Starts everything on free loopback ports. `dist/` must have been built. */
export async function startSystem(options: SystemOptions = {}): Promise<System> {
  // Nobody waits three minutes for a look at HubSpot after a lost answer.
  const quiet: MappingChange = [['sync', 'quietSeconds'], 1];
  const mappingFile = writeMappingFile([quiet, ...(options.mapping ?? [])]);
  const mapping = loadMapping(mappingFile.path, {});
  const { storage: account = {} } = options;
  const storageSpeed = typeof account === 'string' ? 1 : (account.speed ?? 1);
  const [sqlServer, storage, hubspot] = await Promise.all([
    startSqlServerStandin(),
    typeof account === 'string' ? sharedStorage(account) : startStorage(account),
    startHubSpotStandin({ properties: portalProperties(mapping, options.slots), ...options.hubspot }),
  ]);
  const connectionString = options.sqlServer ?? sqlServer.connectionString;
  const portal = options.account ?? hubspot;
  const members = await openMembersTable(connectionString);
  await members.addBeneficiaries(options.slots ?? 1);
  await options.seed?.(members);
  const lines: AppLogLine[] = [];
  const waiting = new Set<() => void>();
  const clients = createStorageClients({ AzureWebJobsStorage: storage.connectionString });
  const adoption = createStateDocument(clients.table(STATE_TABLE), 'adoption');
  if (options.adopted !== false)
    await saveAdoption(adoption, { completedAt: '2026-01-01T00:00:00.000Z' }, undefined);
  const startInstance = () =>
    startFunctionsHost({
      appDir: DIST,
      restartDelayMs: 0,
      ...(options.drainMs === undefined ? {} : { drainMs: options.drainMs }),
      frontEnd: options.frontEnd ?? 'local',
      storageSpeed,
      leaseMs: Math.max(SHORTEST_LEASE_MS, 1_000 * storageSpeed),
      env: {
        SQL_CONNECTION_STRING: connectionString,
        HUBSPOT_ACCESS_TOKEN: portal.token,
        HUBSPOT_BASE_URL: portal.baseUrl,
        HUBSPOT_TIMEOUT_MS: options.account ? '30000' : '5000',
        AzureWebJobsStorage: storage.connectionString,
        SYNC_SCHEDULE: NO_SCHEDULE,
        SYNC_CONFIG: mappingFile.path,
        AzureFunctionsJobHost__extensions__queues__visibilityTimeout: '00:00:01',
        AzureFunctionsJobHost__extensions__queues__maxPollingInterval: '00:00:01',
        ...options.settings,
      },
      onLog: (entry) => {
        collect(entry, lines);
        for (const look of [...waiting]) look();
        options.onLog?.(entry);
      },
    });
  const host = await startInstance();
  const others = Array.from({ length: (options.instances ?? 1) - 1 }, startInstance);
  const hosts = [host, ...(await Promise.all(others))];
  const queueLength = async (queue: string = BATCH_QUEUE) => {
    const client = clients.queues.getQueueClient(queue);
    return (await client.exists()) ? ((await client.getProperties()).approximateMessagesCount ?? 0) : 0;
  };
  const call: System['call'] = async (method, route, body, headers = {}) => {
    const response = await fetch(`${host.baseUrl}/api/${route}`, {
      method,
      headers: { 'x-functions-key': host.functionKey, ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    await checkAnswer(method, `/api/${route}`.replace(/\?.*/, ''), response);
    return response;
  };
  const settle = () => untilQueueEmpty(hosts, queueLength);
  return {
    sqlServer,
    hubspot,
    storage,
    host,
    hosts,
    members,
    mapping,
    mappingFile: mappingFile.path,
    ledger: createOutcomeLedger(clients.table(OUTCOMES_TABLE), keyFormsOf(mapping).ledger),
    accounts: createRunAccount(clients.table(STATE_TABLE)),
    logLines: () => lines,
    until: (isIt) =>
      new Promise((resolve) => {
        const look = () => {
          const line = lines.find(isIt);
          if (!line) return;
          waiting.delete(look);
          resolve(line);
        };
        waiting.add(look);
        look();
      }),
    queueLength,
    settle,
    async tick() {
      const result = await host.runTimer('detectChanges');
      if (!result.succeeded) throw new Error(`detectChanges failed: ${result.error ?? ''}`);
      await settle();
    },
    resync: (numeroAsociado, query = '') =>
      call('POST', `associates/${encodeURIComponent(numeroAsociado)}/resync${query}`),
    call,
    async close() {
      await Promise.all(hosts.map((instance) => instance.close()));
      await members.close();
      await Promise.all([sqlServer.close(), hubspot.close(), storage.close()]);
      mappingFile.remove();
    },
  };
}

function collect(entry: LogEntry, lines: AppLogLine[]): void {
  if (!entry.message.startsWith('{"timestamp"')) return;
  lines.push(JSON.parse(entry.message));
}
