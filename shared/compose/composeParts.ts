import { loadMapping } from '../config/loadMapping.ts';
import { type Environment, loadSettings } from '../config/settings.ts';
import { type KeyForms, keyFormsOf, PLAIN_FORMS } from '../contacts/associateKey.ts';
import { ConfigurationError, type RetryLater, type StopAndAlert } from '../errors.ts';
import { lazy } from '../lazy.ts';
import type { WriteOperation } from '../outcomes/writeOperation.ts';
import { absentSlots } from '../source/absentSlots.ts';
import { cachedDescription } from '../source/cachedDescription.ts';
import { createDatabase } from '../source/database.ts';
import { describeTable } from '../source/describeTable.ts';
import { createChangeFeed } from '../source/feeds/changeFeed.ts';
import { chooseFeed } from '../source/feeds/chooseFeed.ts';
import { createRowReader } from '../source/rowReader.ts';
import { createRowScan } from '../source/rowScan.ts';
import { createAdoptionNotes } from '../state/adoptionNotes.ts';
import { createCounterRows } from '../state/counterRows.ts';
import { createOutcomeLedger } from '../state/outcomeLedger.ts';
import { createReviewIndex } from '../state/reviewIndex.ts';
import { createRunAccount } from '../state/runAccount.ts';
import { createRunRecords } from '../state/runRecords.ts';
import { createStateDocument } from '../state/stateDocument.ts';
import { createStorageClients, OUTCOMES_TABLE, REVIEWS_TABLE, STATE_TABLE } from '../state/storageClients.ts';
import { azureStores, type Stores } from '../state/stores.ts';
import { createAdoptionStanding } from '../sync/adopt/adoptionState.ts';
import { createDeleteGuard } from '../sync/deletes/deleteGuard.ts';
import { createCircuit } from '../sync/health/circuit.ts';
import type { OnOutcomes } from '../sync/ports/batchDone.ts';
import type { Circuit } from '../sync/ports/circuit.ts';
import type { Lane } from '../sync/ports/lane.ts';
import type { Log } from '../sync/ports/log.ts';
import { createReviewedLedger } from '../sync/reviews/reviewedLedger.ts';
import { createTelemetry } from '../telemetry/appInsights.ts';
import { composeHubSpot } from './composeHubSpot.ts';
import { composeTimers } from './composeTimers.ts';

const OPERATION_NAMES = { insert: 'INSERT', update: 'UPDATE', upsert: 'UPSERT' } as const;

/** What is otherwise where a process works on its queue itself, instead of the Functions host. */
export interface Surroundings {
  /** Where everything lasts, instead of Azure Storage as the settings say. */
  readonly stores?: () => Stores;
  /** Told of each batch that came to its outcomes. */
  readonly onOutcomes?: OnOutcomes;
  /** Told why work was put back on the queue. */
  readonly onPutBack?: (reason: RetryLater | StopAndAlert) => void;
}

/**
 * The parts that the use cases are put together from, each built with its first use and once, so that connections are shared by
 * all invocations of a process. Reading one may throw ConfigurationError when a setting it needs is wrong.
 */
export function composeParts(env: Environment, around: Surroundings = {}) {
  const clock = { now: () => Date.now() };
  const settings = lazy(() => loadSettings(env));
  const mapping = lazy(() => loadMapping(settings().SYNC_CONFIG, env));
  const database = lazy(() => {
    const seconds = ifRight(() => mapping().source.changeTrackingTimeoutSeconds);
    const patienceMs = seconds === undefined ? {} : { changes: seconds * 1000 };
    return createDatabase(settings().SQL_CONNECTION_STRING, { patienceMs });
  });
  const describe = lazy(() => cachedDescription(() => describeTable(database(), mapping())));
  const stores = lazy(around.stores ?? (() => azureStores(createStorageClients(env), clock)));
  const queue = lazy(() => stores().queue);
  /** While the mapping file is wrong, what it would make of keys beyond blanks and case is not known. */
  const keyFormsNow = () => ifRight(() => keyFormsOf(mapping())) ?? PLAIN_FORMS;
  const keyForms: KeyForms = {
    sent: (key) => keyFormsNow().sent(key),
    ledger: (key) => keyFormsNow().ledger(key),
  };
  const reviews = lazy(() => createReviewIndex(stores().table(REVIEWS_TABLE)));
  const ledger = lazy(() =>
    createReviewedLedger(
      createOutcomeLedger(stores().table(OUTCOMES_TABLE), keyForms.ledger),
      reviews(),
      clock,
    ),
  );
  const state = lazy(() => stores().table(STATE_TABLE));
  const accounts = lazy(() => createRunAccount(state()));
  const records = lazy(() => createRunRecords(state()));
  const counterRows = lazy(() => createCounterRows(state()));
  const rows = lazy(() => createRowReader(database(), describe()));
  const hubspot = lazy(() => composeHubSpot(settings(), mapping(), state(), clock));
  const telemetry = lazy(() => createTelemetry(env));
  const watch = lazy(() => createStateDocument(state(), 'health'));
  const ofTimers = {
    detectChanges: lazy(() => createStateDocument(state(), 'timer-detectChanges')),
    reconcile: lazy(() => createStateDocument(state(), 'timer-reconcile')),
    verify: lazy(() => createStateDocument(state(), 'timer-verify')),
    report: lazy(() => createStateDocument(state(), 'timer-report')),
  };
  const adoption = lazy(() => createStateDocument(state(), 'adoption'));
  const watermarks = lazy(() => createStateDocument(state(), 'detection'));
  const reconciliation = lazy(() => createStateDocument(state(), 'reconciliation'));
  const verification = lazy(() => createStateDocument(state(), 'verification'));
  const look = lazy(() => createStateDocument(state(), 'look'));
  const stoppedPass = lazy(() => createStateDocument(state(), 'stopped-pass'));
  const adoptionStanding = lazy(() =>
    createAdoptionStanding(adoption(), mapping().sync.adoptionTtlHours * 3_600_000, clock),
  );
  const circuits = lazy(() =>
    createCircuit({
      document: createStateDocument(state(), 'circuit'),
      tryHubSpot: () => hubspot().tryHubSpot(),
      clock,
      telemetry: telemetry(),
    }),
  );
  const circuit = (log: Log): Circuit => circuits()(log);
  const notes = lazy(() => createAdoptionNotes(state()));
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
  const guard = (log: Log) => guards()(log);
  const common = (log: Log) => ({
    queue: queue(),
    ledger: ledger(),
    keyForms,
    accounts: accounts(),
    circuit: circuit(log),
    clock,
    log,
    telemetry: telemetry(),
    onOutcomes: around.onOutcomes,
    onPutBack: around.onPutBack,
  });

  /** How records are told of. */
  const telling = (operation = settings().SYNC_OPERATION) => {
    return { operation: OPERATION_NAMES[operation], logRecords: settings().LOG_RECORDS };
  };
  /** A poisoned message has to be taken in while a setting is wrong, too: then its record is told of as by default. */
  const tellingAtAnyRate = () => ifRight(() => telling()) ?? {};

  /** `operation`: as SYNC_OPERATION says where it is undefined. */
  const writing = (lane: Lane, log: Log, operation?: WriteOperation) => ({
    ...common(log),
    ...telling(operation),
    rows: rows(),
    contacts: hubspot().operating(operation).contacts(lane),
    remover: hubspot().operating(operation).contacts(lane),
    guard: guard(log),
    quietMs: quietMs(),
    rules: hubspot().operating(operation).rules,
    isAdopted: async () => (await adoptionStanding()()) === 'inForce',
  });

  const feed = lazy(() =>
    createChangeFeed({
      database: database(),
      describe: describe(),
      choose: (table) => chooseFeed(database(), table, mapping()),
      pageSize: mapping().sync.pageSize,
    }),
  );
  const limits = () => hubspot().limiter.read();

  return {
    clock,
    timers: composeTimers(ofTimers, env, clock),
    settings,
    mapping,
    database,
    stores,
    queue,
    reviews,
    ledger,
    keyForms,
    accounts,
    records,
    counterRows,
    rows,
    scan,
    feed,
    hubspot,
    limits,
    table: () => describe()(),
    absentSlots: async () => absentSlots(await describe()(), mapping()),
    telemetry,
    documents: {
      watch,
      adoption,
      watermarks,
      reconciliation,
      verification,
      stoppedPass,
      look,
    },
    notes,
    adoptionStanding,
    circuit,
    guard,
    quietMs,
    common,
    tellingAtAnyRate,
    writing,
  };
}
/** Undefined while a setting or the mapping file is wrong: for what people may ask for all the same. */
function ifRight<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof ConfigurationError) return undefined;
    throw error;
  }
}

export type Parts = ReturnType<typeof composeParts>;
