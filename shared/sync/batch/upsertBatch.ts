import { LostRace, throwInDoubt } from '../../errors.ts';
import type { OutcomeCounts } from '../../outcomes/countOutcomes.ts';
import { countOutcomes } from '../../outcomes/countOutcomes.ts';
import { isAbsent, isInHubSpot } from '../../outcomes/outcomeKinds.ts';
import type { LedgerEntry, RecordOutcome } from '../../outcomes/recordOutcome.ts';
import type { Verdict } from '../../outcomes/verdict.ts';
import type { Telemetry } from '../../telemetry/events.ts';
import { type SettledGone, type SettleGoneParts, settleGone } from '../deletes/settleGone.ts';
import type { BatchDone } from '../ports/batchDone.ts';
import type { Circuit } from '../ports/circuit.ts';
import type { ContactApi, WriteAnswer } from '../ports/contactApi.ts';
import type { BatchMessage } from '../ports/messages.ts';
import type { OutcomeLedger } from '../ports/outcomeLedger.ts';
import type { SourceRow } from '../ports/rowReader.ts';
import type { RowRules } from '../ports/rules.ts';
import type { RunAccount } from '../ports/runAccount.ts';
import type { RecordLogParts } from '../report/logRecord.ts';
import { reportBatch } from '../report/reportBatch.ts';
import { withStopwatch } from '../report/stopwatch.ts';
import { type JudgedRow, judgeRow, judgeWrite, toContact } from './judgeRow.ts';

export interface UpsertBatchParts extends SettleGoneParts, RecordLogParts {
  readonly contacts: ContactApi;
  readonly ledger: OutcomeLedger;
  readonly accounts: RunAccount;
  readonly circuit: Circuit;
  /** Whether an adoption run vouches that nobody unknown to us is in the portal. */
  readonly isAdopted: () => Promise<boolean>;
  readonly telemetry: Telemetry;
}

/**
 * Brings the associates of one batch to HubSpot as their rows are now: read, map, validate, compare, one call for
 * all that is left, one transaction for all outcomes. Every key ends with exactly one verdict.
 *
 * @throws RetryLater (LostRace when another worker changed an outcome meanwhile) or StopAndAlert; the caller puts the
 * message back.
 */
export async function upsertBatch(message: BatchMessage, untimed: UpsertBatchParts): Promise<BatchDone> {
  const { parts, times } = withStopwatch(untimed);
  const startedAt = parts.clock.now();
  const keys = [...new Set(message.changes.map(({ key }) => key))];
  await parts.circuit.pass();
  const isAdopted = await parts.isAdopted();
  // The ledger first: whoever commits after this makes our commit fail, and whoever committed before read older rows than we
  // do. The other way round, an older row could be written last and nobody would know.
  const previous = await parts.ledger.read(keys);
  const rows = await parts.rows.read(keys);
  const forced = new Set(message.force ? keys : message.forceKeys);
  const without = keys.filter((key) => !rows.has(key));
  const gone = await settleGone({ keys: without, previous, forced, message }, parts);
  const settled = settle({ keys, rows, previous, forced, isAdopted }, parts);
  const written = await (gone.hasRemoved ? settled.catch(throwInDoubt) : settled);
  const doubtful = new Set([...written.doubtful, ...gone.doubtful]);
  const verdicts = new Map([...gone.verdicts, ...written.verdicts]);
  const durationMs = parts.clock.now() - startedAt;
  const outcomes = keys.map((key) =>
    toOutcome(key, verdicts.get(key), previous.get(key), rows.get(key), message, durationMs),
  );
  const news = outcomes.filter((outcome) =>
    isNews(outcome, verdicts.get(outcome.key), previous.get(outcome.key)),
  );
  // Where HubSpot was called, it may hold from here on what the ledger does not know of.
  const failed = written.hasCalled || gone.hasRemoved ? throwInDoubt : rethrow;
  await parts.guard.count(gone.toCount).catch(failed);
  const contested = await commitUncontested(news, previous, parts.ledger).catch(failed);
  if (contested.length > 0) throw new LostRace(`batch ${message.batchId}`, contested);

  // A key that a message names twice was detected twice and is done once.
  const repeated = message.changes.length - keys.length;
  const { counts, ...others } = countOutcomes(outcomes);
  const withRepeated = repeated > 0 ? { ...counts, unchanged: (counts.unchanged ?? 0) + repeated } : counts;
  const result = { counts: withRepeated, ...others };
  await parts.accounts.finishBatch(message.runId, message.batchId, message.changes.length, result);
  const { operation = 'UPSERT' } = parts;
  const endedAt = parts.clock.now();
  reportBatch({ ...message, operation, outcomes, counts: withRepeated, startedAt, endedAt, times }, parts);
  return {
    counts: withRepeated,
    doubtful,
    ...waitFor(gone, withRepeated, endedAt),
  };
}

function rethrow(error: unknown): never {
  throw error;
}

/** When nothing else is pending, the message need not come back before the removal is due. */
function waitFor({ verdicts, removal }: SettledGone, { pending = 0 }: OutcomeCounts, now: number) {
  if (!removal) return {};
  const waiting = [...verdicts.values()].filter(({ outcome }) => outcome === 'pending').length;
  return { removal, waitMs: waiting === pending ? Math.max(0, removal.dueAt - now) : 0 };
}

interface Batch {
  readonly keys: readonly string[];
  readonly rows: ReadonlyMap<string, SourceRow>;
  readonly previous: ReadonlyMap<string, LedgerEntry>;
  /** Keys to go past the fingerprint with. */
  readonly forced: ReadonlySet<string>;
  readonly isAdopted: boolean;
}

interface Settled {
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly doubtful: ReadonlySet<string>;
  /** HubSpot was asked to write something. */
  readonly hasCalled: boolean;
}

/**
 * A verdict for every key. Rows that HubSpot refuses because somebody changed a property meanwhile are judged once more by
 * the portal as it is now, and sent again if that makes a difference.
 */
async function settle(batch: Batch, { rules, contacts }: UpsertBatchParts): Promise<Settled> {
  const judged = judgeAll(batch.keys, batch, await rules.current());
  const first = await write(judged, batch, contacts);
  const written = new Map(first.verdicts);
  const doubtful = new Set(first.doubtful);
  const drifted = [...written].flatMap(([key, verdict]) =>
    verdict.kind === 'refused' && verdict.isDrift ? [key] : [],
  );
  if (drifted.length > 0) {
    // Others of the batch are written by now.
    const again = judgeAll(drifted, batch, await rules.refresh().catch(throwInDoubt));
    const changed = new Map([...again].filter(([key, row]) => !isSameContact(row, judged.get(key))));
    for (const [key, row] of changed) judged.set(key, row);
    const second = await write(changed, batch, contacts).catch(throwInDoubt);
    for (const [key, verdict] of second.verdicts) written.set(key, verdict);
    for (const key of second.doubtful) doubtful.add(key);
  }
  const verdicts = new Map<string, Verdict>();
  for (const [key, row] of judged) {
    const verdict = row.settled
      ? row.verdict
      : judgeWrite(written.get(key) ?? { kind: 'unknown' }, row, believed(key, batch));
    verdicts.set(key, verdict);
  }
  return { verdicts, doubtful, hasCalled: [...judged.values()].some(({ settled }) => !settled) };
}

/** What is done again for doubt's sake: a refusal must not vouch for a fingerprint that may be HubSpot's no longer. */
function believed(key: string, { previous, forced }: Batch): LedgerEntry | undefined {
  const entry = previous.get(key);
  return entry && forced.has(key) ? { ...entry, fingerprint: undefined } : entry;
}

function judgeAll(keys: readonly string[], batch: Batch, rules: RowRules): Map<string, JudgedRow> {
  return new Map(
    keys.flatMap((key) => {
      const row = batch.rows.get(key);
      return row ? [[key, judgeRow(row, believed(key, batch), batch.forced.has(key), rules)]] : [];
    }),
  );
}

async function write(
  judged: ReadonlyMap<string, JudgedRow>,
  { rows, previous, isAdopted }: Batch,
  contacts: ContactApi,
): Promise<WriteAnswer> {
  const toWrite = [...judged].flatMap(([key, row]) =>
    row.settled ? [] : [toContact(key, row.mapped.properties, rows.get(key), previous.get(key), isAdopted)],
  );
  return toWrite.length > 0 ? contacts.write(toWrite) : { verdicts: new Map(), doubtful: new Set() };
}

function isSameContact(a: JudgedRow, b: JudgedRow | undefined): boolean {
  return !a.settled && b !== undefined && !b.settled && a.fingerprint === b.fingerprint;
}

/**
 * Stores the outcomes that no other worker has touched meanwhile, and answers the keys of the others. What is stored keeps
 * its outcome when the batch comes again for the rest.
 */
async function commitUncontested(
  outcomes: readonly RecordOutcome[],
  previous: ReadonlyMap<string, LedgerEntry>,
  ledger: OutcomeLedger,
): Promise<readonly string[]> {
  if (await ledger.commit(outcomes, previous)) return [];
  const keys = outcomes.map(({ key }) => key);
  const now = await ledger.read(keys);
  const contested = keys.filter((key) => now.get(key)?.etag !== previous.get(key)?.etag);
  const rest = outcomes.filter(({ key }) => !contested.includes(key));
  return rest.length === 0 || (await ledger.commit(rest, previous)) ? contested : keys;
}

function toOutcome(
  key: string,
  verdict: Verdict | undefined,
  previous: LedgerEntry | undefined,
  row: SourceRow | undefined,
  { batchId, runId, attempt }: BatchMessage,
  durationMs: number,
): RecordOutcome {
  if (!verdict) throw new Error(`No verdict for a record of batch ${batchId}.`);
  return {
    key,
    ...verdict,
    // A batch that is done twice did its work once: the second pass must not rename what the first one achieved.
    outcome:
      previous?.batchId === batchId && bothInHubSpot(previous, verdict) ? previous.outcome : verdict.outcome,
    sourceVersion: row?.version ?? undefined,
    batchId,
    runId,
    attempts: attempt,
    durationMs,
  };
}

function bothInHubSpot(a: Verdict, b: Verdict): boolean {
  return isInHubSpot(a) && isInHubSpot(b);
}

/**
 * An unchanged record leaves the ledger as it is, unless the ledger says something else of it. Whatever was written to HubSpot
 * is stored, if only to lose the race against whoever wrote a newer row meanwhile.
 */
function isNews(
  outcome: RecordOutcome,
  verdict: Verdict | undefined,
  previous: LedgerEntry | undefined,
): boolean {
  const isSameAgain =
    outcome.fingerprint === previous?.fingerprint &&
    outcome.hubspotId === previous?.hubspotId &&
    // A row that went back to what it was: whoever is still writing what it had been must lose the race.
    outcome.sourceVersion === previous?.sourceVersion;
  if (verdict?.outcome !== 'unchanged' || !isSameAgain || !previous) return true;
  return !bothInHubSpot(outcome, previous) && !(isAbsent(outcome) && isAbsent(previous));
}
