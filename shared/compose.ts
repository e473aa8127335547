import { loadMapping } from './config/loadMapping.ts';
import { type Environment, loadSettings } from './config/settings.ts';
import { mappingVersion } from './contacts/fingerprint.ts';
import { StopAndAlert } from './errors.ts';
import { createHubSpotClient } from './hubspot/client.ts';
import { createContactApi } from './hubspot/contactApi.ts';
import { createDatabase, type Database } from './source/database.ts';
import { describeTable } from './source/describeTable.ts';
import { createChangeFeed } from './source/feeds/changeFeed.ts';
import { chooseFeed } from './source/feeds/chooseFeed.ts';
import { preflight } from './source/preflight.ts';
import { createRowReader } from './source/rowReader.ts';
import { createRowScan } from './source/rowScan.ts';
import type { TableDescription } from './source/tableDescription.ts';
import { createBatchQueue, parseBatchMessage } from './state/batchQueue.ts';
import { createOutcomeLedger } from './state/outcomeLedger.ts';
import { createRunAccount } from './state/runAccount.ts';
import { BATCH_QUEUE, createStorageClients, OUTCOMES_TABLE, STATE_TABLE } from './state/storageClients.ts';
import { createWatermarkStore } from './state/watermarkStore.ts';
import { type DetectChangesResult, detectChanges } from './sync/detectChanges.ts';
import type { Log } from './sync/ports.ts';
import { putBackOnFailure } from './sync/putBack.ts';
import { quarantine } from './sync/quarantine.ts';
import { readStatus, type Status } from './sync/readStatus.ts';
import { type ReconcileResult, reconcile } from './sync/reconcile.ts';
import { type ResyncResult, resyncAssociate } from './sync/resyncAssociate.ts';
import { upsertBatch } from './sync/upsertBatch.ts';
import { createTelemetry } from './telemetry/appInsights.ts';

/** Runs end here, well before the host's time limit of ten minutes. */
const DETECT_TIME_LIMIT_MS = 240_000;
const RECONCILE_TIME_LIMIT_MS = 480_000;

/** How long a table's description is trusted: a column added or dropped is noticed after this. */
const DESCRIPTION_TTL_MS = 300_000;

/** The use cases with their real parts. Every call may throw ConfigurationError when a setting it needs is wrong. */
export interface App {
  detectChanges(log: Log): Promise<DetectChangesResult>;
  reconcile(log: Log): Promise<ReconcileResult>;
  /** `redelivered`: the host hands this message out again, so what the earlier delivery did is unknown. */
  upsertBatch(message: unknown, redelivered: boolean, log: Log): Promise<void>;
  quarantineBatch(message: unknown, log: Log): Promise<void>;
  resyncAssociate(numeroAsociado: string, dryRun: boolean, log: Log): Promise<ResyncResult>;
  readStatus(): Promise<Status>;
  close(): Promise<void>;
}

/**
 * Builds the app out of settings. Nothing is read or connected before a use case needs it, and each part is built
 * once, so that connections are shared by all invocations of a process.
 */
export function compose(env: Environment): App {
  const clock = { now: () => Date.now() };
  const settings = lazy(() => loadSettings(env));
  const mapping = lazy(() => loadMapping(settings().SYNC_CONFIG, env));
  const rules = lazy(() => ({ mapping: mapping(), version: mappingVersion(mapping()) }));
  const database = lazy(() => createDatabase(settings().SQL_CONNECTION_STRING));
  const describe = lazy(() => cachedDescription(() => describeTable(database(), mapping())));
  const storage = lazy(() => createStorageClients(env));
  const queue = lazy(() => createBatchQueue(storage().queues.getQueueClient(BATCH_QUEUE)));
  const ledger = lazy(() => createOutcomeLedger(storage().table(OUTCOMES_TABLE)));
  const state = lazy(() => storage().table(STATE_TABLE));
  const accounts = lazy(() => createRunAccount(state()));
  const rows = lazy(() => createRowReader(database(), describe()));
  const contacts = lazy(() => {
    const { HUBSPOT_BASE_URL, HUBSPOT_ACCESS_TOKEN, HUBSPOT_API_VERSION, HUBSPOT_TIMEOUT_MS } = settings();
    const client = createHubSpotClient({
      baseUrl: HUBSPOT_BASE_URL,
      accessToken: HUBSPOT_ACCESS_TOKEN,
      apiVersion: HUBSPOT_API_VERSION,
      timeoutMs: HUBSPOT_TIMEOUT_MS,
    });
    return createContactApi(client, mapping().hubspot.keyProperty);
  });
  const telemetry = lazy(() => createTelemetry(env['APPLICATIONINSIGHTS_CONNECTION_STRING']));
  const writing = (log: Log) => ({
    rows: rows(),
    contacts: contacts(),
    ledger: ledger(),
    accounts: accounts(),
    rules: rules(),
    clock,
    log,
  });

  return {
    detectChanges(log) {
      const { sync } = mapping();
      return detectChanges({
        feed: createChangeFeed({
          database: database(),
          describe: describe(),
          choose: (table) => chooseFeed(database(), table, mapping()),
          pageSize: sync.pageSize,
        }),
        watermarks: createWatermarkStore(state(), 'detection'),
        queue: queue(),
        accounts: accounts(),
        ledger: ledger(),
        clock,
        log,
        telemetry: telemetry(),
        maxQueuedBatches: sync.maxQueuedBatches,
        timeLimitMs: DETECT_TIME_LIMIT_MS,
      });
    },

    async reconcile(log) {
      const { maxQueuedBatches } = mapping().sync;
      return reconcile({
        rows: createRowScan(database(), describe()),
        ledger: ledger(),
        queue: queue(),
        accounts: accounts(),
        progress: createWatermarkStore(state(), 'reconciliation'),
        rules: rules(),
        clock,
        log,
        telemetry: telemetry(),
        maxQueuedBatches,
        timeLimitMs: RECONCILE_TIME_LIMIT_MS,
      });
    },

    async upsertBatch(raw, redelivered, log) {
      const parsed = parseBatchMessage(raw);
      if (!parsed) throw new StopAndAlert('MESSAGE_UNREADABLE', 'A message on the queue is none of ours.');
      const message = { ...parsed, force: parsed.force || redelivered };
      await putBackOnFailure(message, { queue: queue(), log }, async () =>
        upsertBatch(message, { ...writing(log), telemetry: telemetry() }),
      );
    },

    async quarantineBatch(raw, log) {
      const message = parseBatchMessage(raw);
      if (message) return quarantine(message, { ledger: ledger(), accounts: accounts(), log });
      // It names no record, so there is none to give an outcome to.
      const code = 'MESSAGE_UNREADABLE';
      log({
        level: 'error',
        operation: 'QUARANTINE',
        status: 'FAILED',
        code,
        message: 'Dropped: it is none of ours.',
      });
    },

    resyncAssociate: async (numeroAsociado, dryRun, log) =>
      resyncAssociate(numeroAsociado, dryRun, { ...writing(log), queue: queue() }),

    readStatus: () =>
      readStatus(() => {
        const source = { database: database(), mapping: mapping() };
        return {
          preflight: () => preflight(source.database, source.mapping),
          queue: queue(),
          watermarks: createWatermarkStore(state(), 'detection'),
        };
      }),

    async close() {
      await Promise.all([telemetry().flush(), closeIfOpen(database)]);
    },
  };
}

interface Lazy<T> {
  (): T;
  readonly built: () => boolean;
}

/** Builds with the first call, and again after a build that threw. */
function lazy<T>(build: () => T): Lazy<T> {
  let built: { readonly value: T } | undefined;
  const get = () => {
    built ??= { value: build() };
    return built.value;
  };
  return Object.assign(get, { built: () => built !== undefined });
}

async function closeIfOpen(database: Lazy<Database>): Promise<void> {
  if (database.built()) await database().close();
}

function cachedDescription(describe: () => Promise<TableDescription>): () => Promise<TableDescription> {
  let cached: { readonly at: number; readonly table: Promise<TableDescription> } | undefined;
  return () => {
    if (!cached || Date.now() - cached.at > DESCRIPTION_TTL_MS) {
      const entry = { at: Date.now(), table: describe() };
      entry.table.catch(() => {
        if (cached === entry) cached = undefined;
      });
      cached = entry;
    }
    return cached.table;
  };
}
