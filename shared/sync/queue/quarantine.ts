import { withBackoff } from '../../backoff.ts';
import { LostRace, RetryLater, StopAndAlert } from '../../errors.ts';
import { countOutcomes } from '../../outcomes/countOutcomes.ts';
import type { LedgerEntry, RecordOutcome } from '../../outcomes/recordOutcome.ts';
import { verdictOf } from '../../outcomes/verdict.ts';
import type { Telemetry } from '../../telemetry/events.ts';
import type { OnOutcomes } from '../ports/batchDone.ts';
import type { Clock } from '../ports/clock.ts';
import type { BatchMessage } from '../ports/messages.ts';
import type { OutcomeLedger } from '../ports/outcomeLedger.ts';
import type { BatchSplitter, RunAccount } from '../ports/runAccount.ts';
import { emitRecord } from '../report/emitBatch.ts';
import { logRecord, type RecordLogParts } from '../report/logRecord.ts';
import { causeOf } from './causeOf.ts';
import { type IsolateParts, isolate } from './isolate.ts';

export interface QuarantineParts extends IsolateParts, RecordLogParts {
  readonly ledger: OutcomeLedger;
  readonly accounts: RunAccount & BatchSplitter;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly onOutcomes?: OnOutcomes | undefined;
}

/** A poison queue has no poison queue of its own: what fails here is not seen again for minutes, or ever. */
const BACKOFF = { tries: 6, baseMs: 500, maxWaitMs: 30_000 };

/** Nothing was thrown that anybody could have caught, or Storage could not take in what was. */
const WITHOUT_A_WORD = 'each delivery ended without a word (the process ended, or Storage did not answer)';

/**
 * Takes a batch that crashed the code on each delivery out of the way. Where it is unknown who is to blame, its records are
 * isolated first; one that stood alone is recorded as `failed`, code POISON, so that the message may go and nothing is lost.
 *
 * @throws RetryLater when Storage does not answer for half a minute.
 */
export async function quarantine(message: BatchMessage, parts: QuarantineParts): Promise<void> {
  if (message.alone) await fail(message, parts, WITHOUT_A_WORD);
  else await withBackoff(() => isolate(message, parts), BACKOFF);
}

/** `cause`: what is known of it. */
async function fail(message: BatchMessage, parts: QuarantineParts, cause: string): Promise<void> {
  const outcomes = await withBackoff(() => storeFailed(message, cause, parts.ledger), BACKOFF);
  const { runId, batchId, changes } = message;
  const end = { endedAt: parts.clock.now(), durationMs: undefined, calls: 0 };
  const result = countOutcomes(outcomes);
  await withBackoff(() => parts.accounts.finishBatch(runId, batchId, changes.length, result, end), BACKOFF);
  parts.onOutcomes?.({ message, outcomes, counts: result.counts });
  parts.log({
    level: 'error',
    operation: 'QUARANTINE',
    status: 'FAILED',
    code: 'POISON',
    message: `${outcomes.length} records crash the code: ${cause}. Replay them once that is mended.`,
    batchId,
    runId,
  });
  for (const outcome of outcomes) {
    // Otherwise the line above stands for it.
    if (parts.logRecords === 'all') logRecord(outcome, parts);
    emitRecord(outcome, parts.operation ?? 'UPSERT', parts.telemetry);
  }
  parts.telemetry.emit({
    name: 'Poison',
    dimensions: { runId, batchId, code: 'POISON' },
    measurements: { records: outcomes.length },
  });
}

/** As often a single record may crash the code before it is believed that it will again. */
const CRASHES = 3;

/** Does the work on a batch; a record that stands alone and throws what nobody expects, time and again, is quarantined. */
export async function quarantiningCrashes(
  message: BatchMessage,
  delivery: number,
  parts: QuarantineParts,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const isExpected = error instanceof RetryLater || error instanceof StopAndAlert;
    if (isExpected || delivery < CRASHES || message.changes.length > 1) throw error;
    await fail(message, parts, causeOf(error));
  }
}

/** A message that names no record: there is none to give an outcome to. */
export function dropUnreadable({ log, telemetry }: Pick<QuarantineParts, 'log' | 'telemetry'>): void {
  const code = 'MESSAGE_UNREADABLE';
  const message = 'Dropped: it is none of ours.';
  log({ level: 'error', operation: 'QUARANTINE', status: 'FAILED', code, message });
  telemetry.emit({
    name: 'Poison',
    dimensions: { runId: '', batchId: '', code },
    measurements: { records: 0 },
  });
}

async function storeFailed(
  message: BatchMessage,
  cause: string,
  ledger: OutcomeLedger,
): Promise<readonly RecordOutcome[]> {
  const { runId, batchId, attempt } = message;
  const keys = message.changes.map(({ key }) => key);
  // What the ledger knows keeps its spelling: the row was not read.
  const failed = (previous: ReadonlyMap<string, LedgerEntry>, known: ReadonlyMap<string, LedgerEntry>) =>
    [...new Set(keys.map((key) => previous.get(key)?.key ?? key))].map((key) => ({
      key,
      heldKey: known.get(key)?.heldKey,
      ...verdictOf('crashed', known.get(key), { code: 'POISON' }),
      sourceVersion: undefined,
      batchId,
      runId,
      attempts: attempt,
      durationMs: 0,
      cause,
    }));
  try {
    const previous = await ledger.read(keys);
    const known = new Map([...previous.values()].map((entry) => [entry.key, entry]));
    const outcomes = failed(previous, known);
    if (await ledger.commit(outcomes, known)) return outcomes;
  } catch (error) {
    if (error instanceof RetryLater) throw error;
    // That the ledger cannot hold it may be what crashed the code. The account, the log and the alert tell of it all the same.
    return failed(new Map(), new Map());
  }
  throw new LostRace(`batch ${batchId}`, keys);
}
