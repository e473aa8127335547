import type { Environment } from '../config/settings.ts';
import { findSlots } from '../contacts/slots.ts';
import type { Lazy } from '../lazy.ts';
import type { WriteOperation } from '../outcomes/writeOperation.ts';
import type { Database } from '../source/database.ts';
import { preflight } from '../source/preflight.ts';
import { type ResyncResult, resyncAssociate } from '../sync/associate/resyncAssociate.ts';
import { storeStanding } from '../sync/counters/standing.ts';
import { type DetectChangesResult, detectChanges } from '../sync/detect/detectChanges.ts';
import { parseLook } from '../sync/health/look.ts';
import { lookAtPortal } from '../sync/health/lookAtPortal.ts';
import { openOnRefusal } from '../sync/health/openOnRefusal.ts';
import { watchRun } from '../sync/health/openRuns.ts';
import { readStatus } from '../sync/health/readStatus.ts';
import { reportPreflight } from '../sync/health/reportPreflight.ts';
import { withHealth } from '../sync/health/withHealth.ts';
import type { Log } from '../sync/ports/log.ts';
import { type ReconcileResult, reconcile } from '../sync/reconcile/reconcile.ts';
import { readVerification } from '../sync/verify/verificationState.ts';
import { findTelemetryFault } from '../telemetry/findTelemetryFault.ts';
import { closeWithin } from './closeWithin.ts';
import { composeHealth, type HealthRequests, type Looked } from './composeHealth.ts';
import { composeParts, type Parts } from './composeParts.ts';
import { composeQueue, type QueueWork } from './composeQueue.ts';
import { composeReports, type ReportRequests } from './composeReports.ts';
import { composeReviews, type ReviewRequests } from './composeReviews.ts';
import { composeRuns, type RunRequests } from './composeRuns.ts';
import { ifPossible } from './ifPossible.ts';

/** Runs end here, well before the host's time limit of ten minutes. */
const DETECT_TIME_LIMIT_MS = 240_000;
const RECONCILE_TIME_LIMIT_MS = 480_000;

/** Five seconds remain when the host ends an instance, and SQL Server may be connecting, or silent, for longer. */
const CLOSE_LIMIT_MS = 4_000;

/** The use cases with their real parts. Every call may throw ConfigurationError when a setting it needs is wrong. */
export interface App extends ReviewRequests, RunRequests, HealthRequests, ReportRequests, QueueWork {
  /** What the timer runs: detection, then how things stand, and the counters. */
  tick(log: Log): Promise<DetectChangesResult>;
  detectChanges(log: Log): Promise<DetectChangesResult>;
  reconcile(log: Log): Promise<ReconcileResult>;
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
 * once, so that connections are shared by all invocations of a process. `parts`: those of somebody who has made them already.
 */
export function compose(env: Environment, parts: Parts = composeParts(env)): App {
  const { clock, settings, mapping, database, queue, ledger, accounts, hubspot, telemetry } = parts;
  const { scan, limits, circuit, documents, common, writing, timers } = parts;
  const { watch, watermarks, reconciliation, verification } = documents;

  const health = composeHealth(parts);
  const reports = composeReports(parts, health);
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
    return withHealth({ ...common(log), watch: watch(), queues: parts.stores().gauge, limits }, () =>
      detectAlone(runId, log),
    );
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

  const reconcileAll = (log: Log) => timers.noting('reconcile', () => compareAll(log));

  const look = () =>
    readStatus(() => {
      const source = { database: database(), mapping: mapping() };
      return {
        preflight: () => preflight(source.database, source.mapping),
        queue: queue(),
        watermarks: watermarks(),
        guard: parts.guard(() => undefined),
        circuit: circuit(() => undefined),
        rules: hubspot().rules,
        limits,
        adoption: parts.adoptionStanding(),
        timers: timers.documents(settings()),
        look: async () => parseLook((await documents.look().read())?.text),
        clock,
        // Of a table that cannot be looked at, the first slot is all that is certain; why, the preflight says.
        absentSlots: () => parts.absentSlots().catch(() => findSlots(source.mapping, () => false).absent),
      };
    }, telemetryFault());

  return {
    ...reviewRequests,
    ...composeRuns(parts),
    ...composeQueue(parts, { detect, replayPage: reviewRequests.replayPage }),
    readHealth: health.readHealth,
    readMetrics: health.readMetrics,
    listReports: reports.listReports,
    readReport: reports.readReport,
    report: reports.report,

    tick: (log) =>
      health.ticking(log, () => timers.noting('detectChanges', () => detectAlone(undefined, log))),

    detectChanges: (log) => timers.noting('detectChanges', async () => detect(undefined, log)),

    reconcile: reconcileAll,

    resyncAssociate: async (numeroAsociado, dryRun, log) =>
      openOnRefusal(circuit(log), () => resyncAssociate(numeroAsociado, dryRun, writing('urgent', log))),

    operation: () => settings().SYNC_OPERATION,

    readStatus: () => health.looking(look),

    async night(log) {
      const result = await reconcileAll(log);
      await health.afterNight(look, log);
      await ifPossible(() => reports.reportIfMissed(log), log);
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
