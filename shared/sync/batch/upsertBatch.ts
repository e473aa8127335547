import type { KeyForms } from '../../contacts/associateKey.ts';
import { throwInDoubt } from '../../errors.ts';
import { countOutcomes, type OutcomeCounts } from '../../outcomes/countOutcomes.ts';
import type { Telemetry } from '../../telemetry/events.ts';
import { type SettledGone, type SettleGoneParts, settleGone } from '../deletes/settleGone.ts';
import { type Associate, readAssociates } from '../keys/readAssociates.ts';
import type { BatchDone, OnOutcomes } from '../ports/batchDone.ts';
import type { Circuit } from '../ports/circuit.ts';
import type { ContactApi } from '../ports/contactApi.ts';
import type { BatchMessage } from '../ports/messages.ts';
import type { LedgerErasure, OutcomeLedger } from '../ports/outcomeLedger.ts';
import type { RowReader } from '../ports/rowReader.ts';
import type { RunAccount } from '../ports/runAccount.ts';
import type { RecordLogParts } from '../report/logRecord.ts';
import { reportBatch } from '../report/reportBatch.ts';
import { withStopwatch } from '../report/stopwatch.ts';
import { settleRows } from './settleRows.ts';
import { storeOutcomes, toDone } from './storeOutcomes.ts';
import { withRepeated } from './withRepeated.ts';

export interface UpsertBatchParts extends SettleGoneParts, RecordLogParts {
  readonly rows: RowReader;
  readonly contacts: ContactApi;
  readonly ledger: OutcomeLedger & LedgerErasure;
  readonly accounts: RunAccount;
  readonly circuit: Circuit;
  readonly keyForms: KeyForms;
  /** Whether an adoption run vouches that nobody unknown to us is in the portal. */
  readonly isAdopted: () => Promise<boolean>;
  readonly telemetry: Telemetry;
  readonly onOutcomes?: OnOutcomes | undefined;
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
  await parts.circuit.pass();
  const isAdopted = await parts.isAdopted();
  const associates = await readAssociates([...new Set(message.changes.map(({ key }) => key))], parts);
  const forced = forcedOf(message, associates, parts.keyForms);
  const [gone, there] = partition(associates, ({ row, rivals }) => !row && rivals.length === 0);
  const removed = await settleGone({ associates: gone, forced, message }, parts);
  const settled = settleRows({ associates: there, forced, isAdopted }, parts);
  const written = await (removed.hasRemoved ? settled.catch(throwInDoubt) : settled);
  const doubtful = new Set([...written.doubtful, ...removed.doubtful]);
  const verdicts = new Map([...removed.verdicts, ...written.verdicts]);
  const durationMs = parts.clock.now() - startedAt;
  const done = associates.map((one) =>
    toDone(one, verdicts.get(one.key), message, durationMs, parts.keyForms),
  );
  // Where HubSpot was called, it may hold from here on what the ledger does not know of.
  const failed = written.hasCalled || removed.hasRemoved ? throwInDoubt : rethrow;
  await parts.guard.count(removed.toCount).catch(failed);
  await storeOutcomes(done, parts.ledger, message.batchId, forced).catch(failed);

  const outcomes = done.map(({ outcome }) => outcome);
  const { counts, ...others } = countOutcomes(outcomes);
  const all = withRepeated(counts, message.changes.length, associates);
  const { runId, batchId, changes, lane } = message;
  const endedAt = parts.clock.now();
  const end = { endedAt, durationMs: endedAt - startedAt, calls: times.calls, isResync: lane === 'urgent' };
  await parts.accounts.finishBatch(runId, batchId, changes.length, { counts: all, ...others }, end);
  const { operation = 'UPSERT' } = parts;
  reportBatch({ ...message, operation, outcomes, counts: all, startedAt, endedAt, times }, parts);
  parts.onOutcomes?.({ message, outcomes, counts: all });
  return { counts: all, doubtful, ...waitFor(removed, all, endedAt) };
}

/** The keys to go past the fingerprint with: whoever names one by any of its spellings means its associate. */
function forcedOf(
  { force, forceKeys = [] }: BatchMessage,
  associates: readonly Associate[],
  { ledger }: KeyForms,
): Set<string> {
  const named = new Set(forceKeys.map(ledger));
  const isNamed = ({ key, asked }: Associate) =>
    named.size > 0 && [key, ...asked].some((each) => named.has(ledger(each)));
  return new Set(associates.filter((one) => force || isNamed(one)).map(({ key }) => key));
}

function partition<T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
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
