import { parseNcrontab } from '../config/ncrontab.ts';
import type { Environment } from '../config/settings.ts';
import { findSlots } from '../contacts/slots.ts';
import { StopAndAlert } from '../errors.ts';
import type { Lazy } from '../lazy.ts';
import type { WriteOperation } from '../outcomes/writeOperation.ts';
import type { Database } from '../source/database.ts';
import { preflight } from '../source/preflight.ts';
import { parseBatchMessage, parseRunMessage } from '../state/batchQueue.ts';
import { createQueueGauge } from '../state/queueGauge.ts';
import { adopt } from '../sync/adopt/adopt.ts';
import { type ResyncResult, resyncAssociate } from '../sync/associate/resyncAssociate.ts';
import { upsertBatch } from '../sync/batch/upsertBatch.ts';
import { storeStanding } from '../sync/counters/standing.ts';
import { type DetectChangesResult, detectChanges } from '../sync/detect/detectChanges.ts';
import { lookAtPortal } from '../sync/health/lookAtPortal.ts';
import { openOnRefusal } from '../sync/health/openOnRefusal.ts';
import { watchRun } from '../sync/health/openRuns.ts';
import { readStatus } from '../sync/health/readStatus.ts';
import { reportPreflight } from '../sync/health/reportPreflight.ts';
import { noteTimerEnd } from '../sync/health/timerEnd.ts';
import { withHealth } from '../sync/health/withHealth.ts';
import { noteEnd } from '../sync/longRun/noteRun.ts';
import type { Log } from '../sync/ports/log.ts';
import type { BatchMessage, RunMessage } from '../sync/ports/messages.ts';
import { isolate, isToBeIsolated } from '../sync/queue/isolate.ts';
import { carryOn, putBackOnFailure } from '../sync/queue/putBack.ts';
import { dropUnreadable, quarantine, quarantiningCrashes } from '../sync/queue/quarantine.ts';
import { redelivered } from '../sync/queue/redelivered.ts';
import { type ReconcileResult, reconcile } from '../sync/reconcile/reconcile.ts';
import { giveUpRun } from '../sync/runs/giveUpRun.ts';
import { readVerification } from '../sync/verify/verificationState.ts';
import { verify } from '../sync/verify/verify.ts';
import { findTelemetryFault } from '../telemetry/findTelemetryFault.ts';
import { closeWithin } from './closeWithin.ts';
import { composeHealth, type HealthRequests, type Looked } from './composeHealth.ts';
import { composeParts } from './composeParts.ts';
import { composeReviews, type ReviewRequests } from './composeReviews.ts';
import { composeRuns, type RunRequests } from './composeRuns.ts';

/** Runs end here, well before the host's time limit of ten minutes. */
const DETECT_TIME_LIMIT_MS = 240_000;
const RECONCILE_TIME_LIMIT_MS = 480_000;
const RUN_TIME_LIMIT_MS = 240_000;

/** Five seconds remain when the host ends an instance, and SQL Server may be connecting, or silent, for longer. */
const CLOSE_LIMIT_MS = 4_000;

/** The use cases with their real parts. Every call may throw ConfigurationError when a setting it needs is wrong. */
export interface App extends ReviewRequests, RunRequests, HealthRequests {
  /** What the timer runs: detection, then how things stand, and the counters. */
  tick(log: Log): Promise<DetectChangesResult>;
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
  /** Looks at everything, and keeps what was found. */
  readStatus(): Promise<Looked>;
  /** What the timer runs at night: the reconciliation, then a look at everything, and what is past its time goes. */
  night(log: Log): Promise<ReconcileResult>;
  /** Why no telemetry is sent although it is asked for; undefined where nothing is wrong. */
  telemetryFault(): string | undefined;
  /** Ends within four seconds, whatever does not answer. */
  close(): Promise<void>;
}

/**
 * Builds the app out of settings. Nothing is read or connected before a use case needs it, and each part is built
 * once, so that connections are shared by all invocations of a process.
 */
export function compose(env: Environment): App {
  const parts = composeParts(env);
  const { clock, settings, mapping, database, queue, ledger, accounts, hubspot, telemetry } = parts;
  const { scan, limits, circuit, documents, common, writing } = parts;
  const { watch, ofTimers, adoption, watermarks, reconciliation, verification } = documents;

  const puttingBack = (log: Log) => ({
    ...common(log),
    /** Read where it is needed: a setting that is wrong must not keep a message from being put back. */
    get quietMs() {
      return parts.quietMs();
    },
  });
  const quarantining = (log: Log) => ({ ...common(log), ...parts.tellingAtAnyRate() });

  const workOnBatch = async (message: BatchMessage, log: Log) =>
    putBackOnFailure(message, puttingBack(log), () =>
      openOnRefusal(circuit(log), () =>
        upsertBatch(message, {
          ...writing(message.lane, log),
          ...(message.lookAgain ? { contacts: hubspot().readingBack } : {}),
        }),
      ),
    );

  const running = (log: Log) => ({
    ...writing('bulk', log),
    portal: hubspot().portal,
    scan: scan(),
    timeLimitMs: RUN_TIME_LIMIT_MS,
    batchSize: mapping().sync.batchSize,
  });
  const adoptOn = (runId: string, log: Log) =>
    openOnRefusal(circuit(log), async () =>
      adopt(runId, { ...running(log), document: adoption(), notes: parts.notes() }),
    );
  const verifyOn = (runId: string, log: Log) =>
    openOnRefusal(circuit(log), async () => verify(runId, { ...running(log), document: verification() }));

  const health = composeHealth(parts, env);
  const detectAlone = async (runId: string | undefined, log: Log) => {
    const { sync } = mapping();
    const detecting = {
      ...common(log),
      runId,
      feed: parts.feed(),
      watermarks: watermarks(),
      maxQueuedBatches: sync.maxQueuedBatches,
      batchSize: sync.batchSize,
      timeLimitMs: DETECT_TIME_LIMIT_MS,
    };
    return detectChanges(detecting);
  };
  const detect = (runId: string | undefined, log: Log) => {
    if (!telemetry().isOn) return detectAlone(runId, log);
    const queues = createQueueGauge(parts.storage().queues, clock);
    return withHealth({ ...common(log), watch: watch(), queues, limits }, () => detectAlone(runId, log));
  };

  const reviewRequests = composeReviews(() => ({
    rows: parts.rows(),
    ledger: ledger(),
    keyForms: parts.keyForms,
    reviews: parts.reviews(),
    accounts: accounts(),
    notes: parts.notes(),
    positions: [watermarks(), reconciliation(), verification(), documents.stoppedPass()],
    verification: async () => (await readVerification(verification())).last,
    queue: queue(),
    batchSize: () => mapping().sync.batchSize,
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
        if (await isCancelled(message.runId)) return true;
        await detect(message.runId, log);
        await noteEnd(message.runId, { mode: message.mode }, { accounts: accounts(), clock });
        return true;
      case 'replay':
        if (!(await isCancelled(message.runId))) await reviewRequests.replayPage(message);
        return true;
    }
  };

  const isCancelled = async (runId: string) => (await accounts().readNote(runId))?.cancelledAt !== undefined;

  const workOnRun = (message: RunMessage, log: Log) =>
    carryOn(message, puttingBack(log), () => workOnPart(message, log));

  const telemetryFault = () => findTelemetryFault(env['APPLICATIONINSIGHTS_CONNECTION_STRING']);

  const compareAll = async (log: Log): Promise<ReconcileResult> => {
    const { maxQueuedBatches, batchSize } = mapping().sync;
    if (telemetry().isOn) reportPreflight(await preflight(database(), mapping()), telemetry());
    const result = await reconcile({
      ...common(log),
      rows: scan(),
      progress: reconciliation(),
      rules: hubspot().rules,
      maxQueuedBatches,
      batchSize,
      timeLimitMs: RECONCILE_TIME_LIMIT_MS,
      onWhole: (standing) =>
        storeStanding({ at: new Date(clock.now()).toISOString(), ...standing }, parts.counterRows()),
    });
    const { runId, enqueued, same } = result;
    if (telemetry().isOn) {
      await watchRun(watch(), { runId, detected: enqueued + same }, clock.now());
      // Last, for what keeps HubSpot from answering must not keep the run from telling how it ended.
      reportPreflight(lookAtPortal(await hubspot().rules.current(), await parts.absentSlots()), telemetry());
    }
    return result;
  };

  // What waits is taken up by the next tick: only a failure leaves work undone.
  const noteDetection = (work: () => Promise<DetectChangesResult>) =>
    noteTimerEnd(
      { document: ofTimers.detectChanges(), clock, isComplete: (stoppedBy) => stoppedBy !== 'failed' },
      work,
    );
  const reconcileAll = (log: Log) =>
    noteTimerEnd(
      { document: ofTimers.reconcile(), clock, isComplete: (stoppedBy) => stoppedBy === 'end' },
      () => compareAll(log),
    );

  const look = () =>
    readStatus(() => {
      const source = { database: database(), mapping: mapping() };
      const { SYNC_SCHEDULE, RECONCILE_SCHEDULE } = settings();
      return {
        preflight: () => preflight(source.database, source.mapping),
        queue: queue(),
        watermarks: watermarks(),
        guard: parts.guard(() => undefined),
        circuit: circuit(() => undefined),
        rules: hubspot().rules,
        limits,
        adoption: parts.adoptionStanding(),
        timers: {
          detectChanges: { document: ofTimers.detectChanges(), schedule: parseNcrontab(SYNC_SCHEDULE) },
          reconcile: { document: ofTimers.reconcile(), schedule: parseNcrontab(RECONCILE_SCHEDULE) },
        },
        clock,
        // Of a table that cannot be looked at, the first slot is all that is certain; why, the preflight says.
        absentSlots: () => parts.absentSlots().catch(() => findSlots(source.mapping, () => false).absent),
      };
    }, telemetryFault());

  return {
    ...reviewRequests,
    ...composeRuns(parts),
    readHealth: health.readHealth,
    readMetrics: health.readMetrics,

    tick: (log) => health.ticking(log, () => noteDetection(() => detectAlone(undefined, log))),

    detectChanges: (log) => noteDetection(async () => detect(undefined, log)),

    reconcile: reconcileAll,

    async workOn(raw, delivery, log) {
      const run = parseRunMessage(raw);
      if (run) return workOnRun(run, log);
      const message = parseBatchMessage(raw);
      if (!message) throw new StopAndAlert('MESSAGE_UNREADABLE', 'A message on the queue is none of ours.');
      const again = redelivered(message, delivery);
      if (isToBeIsolated(again, delivery)) return isolate(again, common(log));
      await quarantiningCrashes(again, delivery, quarantining(log), () => workOnBatch(again, log));
    },

    async quarantineBatch(raw, log) {
      const message = parseBatchMessage(raw);
      if (message) return quarantine(message, quarantining(log));
      const run = parseRunMessage(raw);
      if (run) return giveUpRun(run, common(log));
      dropUnreadable({ log, telemetry: telemetry() });
    },

    resyncAssociate: async (numeroAsociado, dryRun, log) =>
      openOnRefusal(circuit(log), () => resyncAssociate(numeroAsociado, dryRun, writing('urgent', log))),

    operation: () => settings().SYNC_OPERATION,

    readStatus: () => health.looking(look),

    async night(log) {
      const result = await reconcileAll(log);
      await health.afterNight(look, log);
      return result;
    },

    telemetryFault,

    async close() {
      await closeWithin(CLOSE_LIMIT_MS, [() => telemetry().flush(), () => closeIfOpen(database)]);
    },
  };
}

async function closeIfOpen(database: Lazy<Database>): Promise<void> {
  if (database.built()) await database().close();
}
