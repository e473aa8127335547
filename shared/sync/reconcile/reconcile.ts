import * as z from 'zod';
import type { KeyForms } from '../../contacts/associateKey.ts';
import { RetryLater } from '../../errors.ts';
import { addResults, countOutcomes, NO_RESULT } from '../../outcomes/countOutcomes.ts';
import { isInHubSpot, isShared } from '../../outcomes/outcomeKinds.ts';
import { type LedgerEntry, placeOf } from '../../outcomes/recordOutcome.ts';
import type { Verdict } from '../../outcomes/verdict.ts';
import type { Telemetry } from '../../telemetry/events.ts';
import { type JudgedRow, judgeRow } from '../batch/judgeRow.ts';
import { type RowStanding, rowStandingSchema } from '../counters/standing.ts';
import { judgeGone } from '../deletes/judgeGone.ts';
import { noteEnd } from '../longRun/noteRun.ts';
import type { BatchQueue } from '../ports/batchQueue.ts';
import type { Change } from '../ports/changeFeed.ts';
import type { Clock } from '../ports/clock.ts';
import { newRunId } from '../ports/ids.ts';
import { inPagesOf } from '../ports/inPagesOf.ts';
import type { Log } from '../ports/log.ts';
import type { LedgerErasure, LedgerMoves, LedgerScan, OutcomeLedger } from '../ports/outcomeLedger.ts';
import type { SourceRow } from '../ports/rowReader.ts';
import type { RowScan } from '../ports/rowScan.ts';
import type { RowRules, RulesSource } from '../ports/rules.ts';
import type { RunAccount, RunNotes } from '../ports/runAccount.ts';
import type { StateDocument } from '../ports/stateDocument.ts';
import { enqueue } from '../queue/enqueue.ts';
import { emitRun, type RunName, tellingFailure } from '../report/reportRun.ts';
import { addToCensus, type Census, censusSchema, reportWeek, weekOf } from './census.ts';
import { NOBODY, withRow } from './rowStanding.ts';

export interface ReconcileParts {
  readonly rows: RowScan;
  readonly ledger: OutcomeLedger & LedgerScan & LedgerErasure & LedgerMoves;
  readonly queue: BatchQueue;
  readonly accounts: RunAccount & Pick<RunNotes, 'note'>;
  readonly keyForms: KeyForms;
  /** How far a reconciliation that was cut off has come. */
  readonly progress: StateDocument;
  readonly rules: RulesSource;
  readonly clock: Clock;
  readonly log: Log;
  readonly telemetry: Telemetry;
  readonly maxQueuedBatches: number;
  readonly timeLimitMs: number;
  /** Keys a batch. */
  readonly batchSize: number;
  /** Is told how all rows stood, when a pass has come to its end. */
  readonly onWhole?: (standing: RowStanding) => Promise<void>;
}

export interface ReconcileResult {
  readonly runId: string;
  /** Rows compared with the ledger, and ledger entries looked for in the table. */
  readonly compared: number;
  readonly enqueued: number;
  /** Rows that are as the ledger says. */
  readonly same: number;
  readonly stoppedBy: 'end' | 'queueFull' | 'timeLimit' | 'anotherRun';
}

/** First every row against the ledger, then every ledger entry against the table. */
const progressSchema = z.object({
  phase: z.enum(['rows', 'ledger']),
  /** The key of the last row; of the ledger, the place of the last entry. */
  afterKey: z.string().nullable(),
  /** What of the ledger was counted in this pass. */
  census: censusSchema.default([]),
  /** How the rows of this pass stand. */
  standing: rowStandingSchema.default(NOBODY),
  /** The last week that was reported. */
  week: z.string().default(''),
});
type Progress = z.infer<typeof progressSchema>;

/** Rows whose outcomes are read at once: a request costs as much as some forty of its entities. */
const ROWS_AT_ONCE = 500;
/** Rows and entries that are compared again after a crash, at most: what differs is gathered meanwhile for full batches. */
const UNSAVED_AT_MOST = 5_000;

/** Nobody is at work any more on a row that was gone so long ago. */
const FORGET_AFTER_MS = 24 * 3_600_000;

const START: Progress = { phase: 'rows', afterKey: null, census: [], standing: NOBODY, week: '' };

/**
 * Compares the whole table with the ledger by fingerprint and puts on the queue what differs: late commits and rows whose
 * stamp nobody maintained (other fingerprint, or none), and deleted rows (in the ledger, not in the table). Unchanged
 * rows cost no HubSpot call. A run that is cut off goes on from where it stored last next time.
 */
export async function reconcile(parts: ReconcileParts): Promise<ReconcileResult> {
  const startedAt = parts.clock.now();
  const run = { runId: newRunId(startedAt), mode: 'reconcile', startedAt } as const;
  await parts.accounts.note(run.runId, { mode: 'reconcile', stage: 'selecting' });
  try {
    return await tellingFailure(run, parts, () => compareAll(run, parts));
  } finally {
    // A run that broke off goes on in another one.
    await noteEnd(run.runId, { mode: 'reconcile' }, parts).catch(passOver);
  }
}

async function compareAll(run: RunName, parts: ReconcileParts): Promise<ReconcileResult> {
  const { runId, startedAt } = run;
  const stored = await parts.progress.read();
  const room = parts.maxQueuedBatches - (await parts.queue.length());
  let etag = stored?.etag;
  let compared = 0;
  let enqueued = 0;
  let batches = 0;
  let [waiting, unsaved]: [readonly Change[], number] = [[], 0];
  let sameRows = 0;
  let same = NO_RESULT;
  let stoppedBy: ReconcileResult['stoppedBy'] = room > 0 ? 'end' : 'queueFull';

  for await (const page of room > 0 ? pages(parseProgress(stored?.text), parts) : []) {
    compared += page.compared;
    sameRows += page.same.length;
    same = addResults(same, countOutcomes(page.same));
    waiting = [...waiting, ...page.changes];
    unsaved += page.compared;
    const isLate = parts.clock.now() - startedAt > parts.timeLimitMs;
    const isFull = waiting.length >= parts.batchSize || unsaved >= UNSAVED_AT_MOST;
    if (!isFull && !isLate && !page.whole) continue;
    // First what differs, then how far it has come: a crash repeats, and leaves nothing out.
    batches += await enqueue(waiting, runId, batches, 'bulk', parts);
    etag = await parts.progress.save(JSON.stringify(page.next), etag);
    enqueued += waiting.length;
    [waiting, unsaved] = [[], 0];
    if (etag !== undefined && page.report) reportWeek(page.next.week, page.report, parts.telemetry);
    if (etag !== undefined && page.whole) await parts.onWhole?.(page.whole);
    if (etag === undefined) stoppedBy = 'anotherRun';
    else if (batches >= room) stoppedBy = 'queueFull';
    else if (isLate) stoppedBy = 'timeLimit';
    if (stoppedBy !== 'end') break;
  }

  // What is as the ledger says needs no batch, but is part of the account.
  if (sameRows > 0) await parts.accounts.finishBatch(runId, `${runId}-same`, sameRows, same, 'compared');
  const message = `${compared} compared, ${enqueued} differ, ended by ${stoppedBy}.`;
  parts.log({
    level: 'info',
    operation: 'RECONCILE',
    status: 'SUCCESS',
    message,
    executionTimeMs: parts.clock.now() - startedAt,
    runId,
  });
  emitRun(run, { stoppedBy, fullPassReason: '', detected: enqueued, compared, batches }, parts);
  return { runId, compared, enqueued, same: sameRows, stoppedBy };
}

/** Where Storage does not take it, the list of runs shows one that does not end. */
function passOver(error: unknown): void {
  if (!(error instanceof RetryLater)) throw error;
}

interface Page {
  readonly changes: readonly Change[];
  readonly compared: number;
  /** Verdicts of the rows that are as the ledger says. */
  readonly same: readonly Verdict[];
  readonly next: Progress;
  /** The whole ledger counted, in the first pass of a week that comes to its end. */
  readonly report?: Census;
  /** How all rows stood, when the pass has come to its end. */
  readonly whole?: RowStanding;
}

async function* pages(from: Progress, { rows, ledger, rules, clock }: ReconcileParts): AsyncIterable<Page> {
  const { week } = from;
  let { standing } = from;
  if (from.phase === 'rows') {
    for await (const page of inPagesOf(ROWS_AT_ONCE, rows.inKeyOrder(from.afterKey))) {
      const previous = await ledger.read(page.map(({ key }) => key));
      const current = await rules.current();
      const changes: Change[] = [];
      const same: Verdict[] = [];
      for (const row of page) {
        const entry = previous.get(row.key);
        const judged = judgeRow(row, entry, false, current);
        standing = withRow(standing, entry, judged);
        const verdict = isItsOwn(entry, row) ? verdictIfSame(judged, entry) : sharedIfStill(entry, row);
        if (verdict) same.push(verdict);
        else changes.push({ key: row.key, version: row.version ?? '' });
      }
      const afterKey = page.at(-1)?.key ?? null;
      yield { changes, compared: page.length, same, next: { ...START, afterKey, standing, week } };
    }
  }
  let { census } = from;
  for await (const entries of ledger.inOrder(from.phase === 'ledger' ? from.afterKey : null)) {
    const current = await rules.current();
    const known = entries.filter((entry) => entry.key !== '' && !isBuried(entry, current));
    // Gone, or respelt: of two rows that share a number, the conflict is over.
    const unlike = await rows.unlike(known.flatMap(spellingsOf));
    const changes = known
      .filter((entry) => spellingsOf(entry).some((key) => unlike.has(key)))
      .map(({ key }) => ({ key, version: '' }));
    const last = entries.at(-1);
    const afterKey = last ? placeOf(last) : null;
    const forgettable = new Set(entries.filter((entry) => isForgettable(entry, clock.now())));
    for (const entry of forgettable) await ledger.remove(entry);
    await ledger.settle(entries.filter((entry) => !forgettable.has(entry)));
    census = addToCensus(census, entries);
    const next = { phase: 'ledger', afterKey, census, standing, week } as const;
    yield { changes, compared: entries.length, same: [], next };
  }
  const thisWeek = weekOf(clock.now());
  const end = { changes: [], compared: 0, same: [], next: { ...START, week: thisWeek }, whole: standing };
  yield thisWeek === week ? end : { ...end, report: census };
}

/** Whether the entry speaks of this row, and of no other. */
function isItsOwn(entry: LedgerEntry | undefined, { key, twins }: SourceRow): boolean {
  return twins === undefined && (entry === undefined || (entry.key === key && !isShared(entry)));
}

/** Two rows that share a number, and are both named. Whether one of them is gone, the other half of the pass asks. */
function sharedIfStill(entry: LedgerEntry | undefined, { key }: SourceRow): Verdict | undefined {
  return entry && isShared(entry) && spellingsOf(entry).includes(key) ? entry : undefined;
}

function spellingsOf(entry: LedgerEntry): readonly string[] {
  return isShared(entry) ? [entry.key, entry.rivalKey ?? []].flat() : [entry.key];
}

/** Neither SQL Server nor, by us, HubSpot holds it: as after an erasure, when a message came that still named the associate. */
function isForgettable({ outcome, hubspotId, since = '' }: LedgerEntry, nowMs: number): boolean {
  return outcome === 'deleted' && hubspotId === undefined && Date.parse(since) < nowMs - FORGET_AFTER_MS;
}

/** Whose delete is done as the policy wants it now, or waits for a person. */
function isBuried(entry: LedgerEntry, rules: RowRules): boolean {
  if (entry.outcome !== 'deleted') return false;
  return entry.code === 'DELETE_HELD' || judgeGone(entry.key, entry, false, rules).settled;
}

/** The verdict of a row that is what the ledger says of it: unchanged, or rejected again for the same reason. */
function verdictIfSame(judged: JudgedRow, previous: LedgerEntry | undefined): Verdict | undefined {
  if (!judged.settled) return undefined;
  const { outcome, code } = judged.verdict;
  // A conflict that is over has to be said so, which takes a batch.
  const isStill = outcome === 'unchanged' && previous !== undefined && isInHubSpot(previous);
  const isSame = isStill || (previous?.outcome === outcome && previous.code === code);
  return isSame ? judged.verdict : undefined;
}

function parseProgress(text: string | undefined): Progress {
  return text === undefined ? START : (progressSchema.safeParse(JSON.parse(text)).data ?? START);
}
