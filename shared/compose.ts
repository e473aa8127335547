import { composeHubSpot } from './composeHubSpot.ts';
import { composeReviews, type ReviewRequests } from './composeReviews.ts';
import { loadMapping } from './config/loadMapping.ts';
import { type Environment, loadSettings } from './config/settings.ts';
import { StopAndAlert } from './errors.ts';
import { type Lazy, lazy } from './lazy.ts';
import { cachedDescription } from './source/cachedDescription.ts';
import { createDatabase, type Database } from './source/database.ts';
import { describeTable } from './source/describeTable.ts';
import { askForFullPass, fullPassRunOf } from './source/feeds/askForFullPass.ts';
import { createChangeFeed } from './source/feeds/changeFeed.ts';
import { chooseFeed } from './source/feeds/chooseFeed.ts';
import { preflight } from './source/preflight.ts';
import { createRowReader } from './source/rowReader.ts';
import { createRowScan } from './source/rowScan.ts';
import { createAdoptionNotes } from './state/adoptionNotes.ts';
import { createBatchQueue, parseBatchMessage, parseRunMessage } from './state/batchQueue.ts';
import { createOutcomeLedger } from './state/outcomeLedger.ts';
import { createQueueGauge } from './state/queueGauge.ts';
import { createReviewIndex } from './state/reviewIndex.ts';
import { createRunAccount } from './state/runAccount.ts';
import { createStateDocument } from './state/stateDocument.ts';
import {
  BATCH_QUEUE,
  createStorageClients,
  OUTCOMES_TABLE,
  REVIEWS_TABLE,
  STATE_TABLE,
} from './state/storageClients.ts';
import { adopt } from './sync/adopt/adopt.ts';
import { createIsAdopted } from './sync/adopt/adoptionState.ts';
import { startAdoption } from './sync/adopt/startAdoption.ts';
import { createCircuit } from './sync/circuit.ts';
import { createDeleteGuard } from './sync/deletes/deleteGuard.ts';
import { releaseDeletes } from './sync/deletes/releaseDeletes.ts';
import { type DetectChangesResult, detectChanges } from './sync/detectChanges.ts';
import { halve, isToBeHalved } from './sync/halve.ts';
import { watchRun } from './sync/health/openRuns.ts';
import { withHealth } from './sync/health/withHealth.ts';
import type { Circuit, Lane, WriteOperation } from './sync/hubspotPorts.ts';
import { openOnRefusal } from './sync/openOnRefusal.ts';
import type { BatchMessage, DetectMessage, Log, RunMessage } from './sync/ports.ts';
import { carryOn, putBackOnFailure } from './sync/putBack.ts';
import { dropUnreadable, quarantine, quarantiningCrashes } from './sync/quarantine.ts';
import { type RunProgress, readRun } from './sync/readRun.ts';
import { readStatus, type Status } from './sync/readStatus.ts';
import { type ReconcileResult, reconcile } from './sync/reconcile.ts';
import { reportPreflight } from './sync/reportPreflight.ts';
import { type ResyncResult, resyncAssociate } from './sync/resyncAssociate.ts';
import { createReviewedLedger } from './sync/reviews/reviewedLedger.ts';
import { startDetection } from './sync/startDetection.ts';
import { upsertBatch } from './sync/upsertBatch.ts';
import { startVerification } from './sync/verify/startVerification.ts';
import { verify } from './sync/verify/verify.ts';
import { createTelemetry } from './telemetry/appInsights.ts';

/** Runs end here, well before the host's time limit of ten minutes. */
const DETECT_TIME_LIMIT_MS = 240_000;
const RECONCILE_TIME_LIMIT_MS = 480_000;
const RUN_TIME_LIMIT_MS = 240_000;

const OPERATION_NAMES = { insert: 'INSERT', update: 'UPDATE', upsert: 'UPSERT' } as const;

/** The use cases with their real parts. Every call may throw ConfigurationError when a setting it needs is wrong. */
export interface App extends ReviewRequests {
  detectChanges(log: Log): Promise<DetectChangesResult>;
  reconcile(log: Log): Promise<ReconcileResult>;
  /**
   * A message of the queue: a batch, or a run to carry on. `delivery`: 1 for the first one; of a message that the host hands
   * out again it is unknown what the earlier deliveries did.
   */
  workOn(message: unknown, delivery: number, log: Log): Promise<void>;
  quarantineBatch(message: unknown, log: Log): Promise<void>;
  resyncAssociate(numeroAsociado: string, dryRun: boolean, log: Log): Promise<ResyncResult>;
  /** What every run does with contacts, as SYNC_OPERATION says. */
  operation(): WriteOperation;
  startDetection(mode: DetectMessage['mode']): Promise<{ readonly runId: string; readonly resumed: boolean }>;
  startAdoption(dryRun: boolean): Promise<{ readonly runId: string; readonly resumed: boolean }>;
  startVerification(repair: boolean): Promise<{ readonly runId: string; readonly resumed: boolean }>;
  /** Lets the deletes go that the guard holds. */
  releaseDeletes(log: Log): Promise<{ readonly runId: string; readonly released: number }>;
  readRun(runId: string): Promise<RunProgress | undefined>;
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
  const database = lazy(() => createDatabase(settings().SQL_CONNECTION_STRING));
  const describe = lazy(() => cachedDescription(() => describeTable(database(), mapping())));
  const storage = lazy(() => createStorageClients(env));
  const queue = lazy(() => createBatchQueue(storage().queues.getQueueClient(BATCH_QUEUE)));
  const reviews = lazy(() => createReviewIndex(storage().table(REVIEWS_TABLE)));
  const ledger = lazy(() =>
    createReviewedLedger(createOutcomeLedger(storage().table(OUTCOMES_TABLE)), reviews(), clock),
  );
  const state = lazy(() => storage().table(STATE_TABLE));
  const accounts = lazy(() => createRunAccount(state()));
  const rows = lazy(() => createRowReader(database(), describe()));
  const hubspot = lazy(() => composeHubSpot(settings(), mapping(), storage(), clock));
  const telemetry = lazy(() => createTelemetry(env));
  const watch = lazy(() => createStateDocument(state(), 'health'));
  const adoption = lazy(() => createStateDocument(state(), 'adoption'));
  const watermarks = lazy(() => createStateDocument(state(), 'detection'));
  const reconciliation = lazy(() => createStateDocument(state(), 'reconciliation'));
  const verification = lazy(() => createStateDocument(state(), 'verification'));
  const isAdopted = lazy(() => createIsAdopted(adoption()));
  const circuits = lazy(() =>
    createCircuit({
      document: createStateDocument(state(), 'circuit'),
      tryHubSpot: () => hubspot().tryHubSpot(),
      clock,
      telemetry: telemetry(),
    }),
  );
  const circuit = (log: Log): Circuit => circuits()(log);
  const scan = lazy(() => createRowScan(database(), describe()));
  const quietMs = () => mapping().sync.quietSeconds * 1000;
  const guards = lazy(() =>
    createDeleteGuard({
      document: createStateDocument(state(), 'removals'),
      ledger: ledger(),
      scan: scan(),
      maxPercent: mapping().sync.maxArchivePercent,
      clock,
    }),
  );
  const writing = (lane: Lane, log: Log) => ({
    rows: rows(),
    contacts: hubspot().contacts(lane),
    remover: hubspot().contacts(lane),
    guard: guards()(log),
    quietMs: quietMs(),
    ledger: ledger(),
    accounts: accounts(),
    circuit: circuit(log),
    rules: hubspot().rules,
    isAdopted: isAdopted(),
    clock,
    log,
    telemetry: telemetry(),
  });

  const puttingBack = (log: Log) => ({
    queue: queue(),
    log,
    telemetry: telemetry(),
    clock,
    quietMs: quietMs(),
  });

  const quarantining = (log: Log) => ({
    ledger: ledger(),
    accounts: accounts(),
    log,
    telemetry: telemetry(),
  });

  const workOnBatch = async (message: BatchMessage, log: Log) =>
    putBackOnFailure(message, puttingBack(log), () =>
      openOnRefusal(circuit(log), () =>
        upsertBatch(message, {
          ...writing(message.lane, log),
          ...(message.lookAgain ? { contacts: hubspot().readingBack } : {}),
          operation: OPERATION_NAMES[settings().SYNC_OPERATION],
        }),
      ),
    );

  const parts = (log: Log) => ({
    ...writing('bulk', log),
    contacts: hubspot().contacts('bulk'),
    portal: hubspot().portal,
    scan: scan(),
    queue: queue(),
    timeLimitMs: RUN_TIME_LIMIT_MS,
  });
  const adoptOn = (runId: string, log: Log) =>
    openOnRefusal(circuit(log), async () =>
      adopt(runId, { ...parts(log), document: adoption(), notes: createAdoptionNotes(state()) }),
    );
  const verifyOn = (runId: string, log: Log) =>
    openOnRefusal(circuit(log), async () => verify(runId, { ...parts(log), document: verification() }));

  const detect = (runId: string | undefined, log: Log) => {
    const { sync } = mapping();
    const parts = {
      runId,
      feed: createChangeFeed({
        database: database(),
        describe: describe(),
        choose: (table) => chooseFeed(database(), table, mapping()),
        pageSize: sync.pageSize,
      }),
      circuit: circuit(log),
      watermarks: watermarks(),
      queue: queue(),
      accounts: accounts(),
      ledger: ledger(),
      clock,
      log,
      telemetry: telemetry(),
      maxQueuedBatches: sync.maxQueuedBatches,
      timeLimitMs: DETECT_TIME_LIMIT_MS,
    };
    if (!telemetry().isOn) return detectChanges(parts);
    const queues = createQueueGauge(storage().queues, clock);
    const limits = () => hubspot().limiter.read();
    const { circuit: passage, telemetry: events } = parts;
    const health = { watch: watch(), queues, limits, accounts: accounts(), circuit: passage };
    return withHealth({ ...health, clock, telemetry: events }, () => detectChanges(parts));
  };

  const reviewRequests = composeReviews(() => ({
    rows: rows(),
    ledger: ledger(),
    reviews: reviews(),
    accounts: accounts(),
    notes: createAdoptionNotes(state()),
    positions: [watermarks(), reconciliation()],
    queue: queue(),
    clock,
  }));

  /** Whether this message is done with; another one may go on. */
  const workOnPart = async (message: RunMessage, log: Log): Promise<boolean> => {
    switch (message.kind) {
      case 'adopt':
        return adoptOn(message.runId, log);
      case 'verify':
        return verifyOn(message.runId, log);
      case 'detect':
        await detect(message.runId, log);
        await accounts().note(message.runId, { mode: message.mode, stage: 'ended' });
        return true;
      case 'replay':
        await reviewRequests.replayPage(message);
        return true;
    }
  };

  const workOnRun = (message: RunMessage, log: Log) =>
    carryOn(message, puttingBack(log), () => workOnPart(message, log));

  return {
    ...reviewRequests,

    detectChanges: async (log) => detect(undefined, log),

    async reconcile(log) {
      const { maxQueuedBatches } = mapping().sync;
      if (telemetry().isOn) reportPreflight(await preflight(database(), mapping()), telemetry());
      const result = await reconcile({
        rows: scan(),
        ledger: ledger(),
        queue: queue(),
        accounts: accounts(),
        progress: reconciliation(),
        rules: hubspot().rules,
        clock,
        log,
        telemetry: telemetry(),
        maxQueuedBatches,
        timeLimitMs: RECONCILE_TIME_LIMIT_MS,
      });
      const { runId, enqueued, same } = result;
      if (telemetry().isOn) await watchRun(watch(), { runId, detected: enqueued + same }, clock.now());
      return result;
    },

    async workOn(raw, delivery, log) {
      const run = parseRunMessage(raw);
      if (run) return workOnRun(run, log);
      const message = parseBatchMessage(raw);
      if (!message) throw new StopAndAlert('MESSAGE_UNREADABLE', 'A message on the queue is none of ours.');
      // What an earlier delivery sent may still be under way.
      const again = delivery > 1 ? { ...message, force: true, doubtful: true } : message;
      if (isToBeHalved(again, delivery)) return halve(again, { queue: queue(), accounts: accounts(), log });
      await quarantiningCrashes(again, delivery, quarantining(log), () => workOnBatch(again, log));
    },

    async quarantineBatch(raw, log) {
      const message = parseBatchMessage(raw);
      if (message) return quarantine(message, quarantining(log));
      dropUnreadable({ log, telemetry: telemetry() });
    },

    resyncAssociate: async (numeroAsociado, dryRun, log) =>
      openOnRefusal(circuit(log), () =>
        resyncAssociate(numeroAsociado, dryRun, {
          ...writing('urgent', log),
          queue: queue(),
        }),
      ),

    operation: () => settings().SYNC_OPERATION,

    startDetection: async (mode) =>
      startDetection(mode, {
        watermarks: watermarks(),
        askForFullPass,
        accounts: accounts(),
        queue: queue(),
        clock,
      }),

    startAdoption: async (dryRun) => startAdoption(dryRun, { document: adoption(), queue: queue(), clock }),

    startVerification: async (repair) =>
      startVerification(repair, { document: verification(), queue: queue(), clock }),

    releaseDeletes: async (log) =>
      releaseDeletes({
        ledger: ledger(),
        guard: guards()(log),
        queue: queue(),
        accounts: accounts(),
        clock,
      }),

    readRun: async (runId) =>
      readRun(runId, {
        accounts: accounts(),
        adoption: adoption(),
        verification: verification(),
        fullPassRun: async () => fullPassRunOf((await watermarks().read())?.text),
      }),

    readStatus: () =>
      readStatus(() => {
        const source = { database: database(), mapping: mapping() };
        return {
          preflight: () => preflight(source.database, source.mapping),
          queue: queue(),
          watermarks: watermarks(),
          circuit: circuit(() => undefined),
          rules: hubspot().rules,
          limits: () => hubspot().limiter.read(),
          isAdopted: isAdopted(),
        };
      }),

    async close() {
      await Promise.all([telemetry().flush(), closeIfOpen(database)]);
    },
  };
}

async function closeIfOpen(database: Lazy<Database>): Promise<void> {
  if (database.built()) await database().close();
}
