import type { KeyForms } from '../../contacts/associateKey.ts';
import { FINDINGS, type Finding } from '../../contacts/findings.ts';
import { RetryLater } from '../../errors.ts';
import { countOutcomes } from '../../outcomes/countOutcomes.ts';
import type { RecordOutcome } from '../../outcomes/recordOutcome.ts';
import type { Verdict } from '../../outcomes/verdict.ts';
import type { Telemetry } from '../../telemetry/events.ts';
import type { PropertyChange } from '../batch/changesOf.ts';
import { heldKeyAfter } from '../batch/storeOutcomes.ts';
import { type FindAssociateParts, findAssociate } from '../keys/findAssociate.ts';
import { type Associate, readAssociates } from '../keys/readAssociates.ts';
import type { BatchQueue } from '../ports/batchQueue.ts';
import type { Circuit } from '../ports/circuit.ts';
import type { Clock } from '../ports/clock.ts';
import type { ContactApi } from '../ports/contactApi.ts';
import { newRunId } from '../ports/ids.ts';
import type { BatchMessage } from '../ports/messages.ts';
import type { LedgerErasure, OutcomeLedger } from '../ports/outcomeLedger.ts';
import type { RulesSource } from '../ports/rules.ts';
import type { RunAccount } from '../ports/runAccount.ts';
import { lookAgainLater } from '../queue/putBack.ts';
import { emitBatch } from '../report/emitBatch.ts';
import type { RecordLogParts } from '../report/logRecord.ts';
import { type BatchTimes, withStopwatch } from '../report/stopwatch.ts';
import { logResync } from './logResync.ts';
import { writeOne } from './writeOne.ts';

export interface ResyncParts extends RecordLogParts {
  readonly rows: FindAssociateParts['rows'];
  readonly contacts: ContactApi;
  readonly ledger: OutcomeLedger & LedgerErasure;
  readonly keyForms: KeyForms;
  readonly accounts: RunAccount;
  readonly queue: BatchQueue;
  readonly circuit: Circuit;
  readonly rules: RulesSource;
  readonly isAdopted: () => Promise<boolean>;
  readonly quietMs: number;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** A finding as a clerk reads it. */
export interface FindingForPerson {
  readonly code: string;
  readonly severity: string;
  readonly property: string;
  readonly shape: string;
  readonly message: { readonly es: string; readonly en: string };
}

export interface ResyncDone extends Verdict {
  readonly kind: 'done';
  readonly numeroAsociado: string;
  readonly dryRun: boolean;
  readonly changes: readonly PropertyChange[];
  readonly findings: readonly FindingForPerson[];
  readonly runId: string;
  readonly durationMs: number;
}

export type ResyncResult =
  | ResyncDone
  /** No such row in SQL Server. */
  | { readonly kind: 'notFound' }
  /** HubSpot's limit is used up, its answer was lost, or another worker has the record: it follows by the queue. */
  | { readonly kind: 'queued'; readonly runId: string; readonly code: string };

/**
 * Brings one associate to HubSpot now, whatever the fingerprint says. A dry run takes the same steps and writes nothing
 * anywhere.
 *
 * @throws RetryLater when SQL Server, HubSpot or Storage does not answer; StopAndAlert when a person must mend it.
 */
export async function resyncAssociate(
  numeroAsociado: string,
  dryRun: boolean,
  untimed: ResyncParts,
): Promise<ResyncResult> {
  const startedAt = untimed.clock.now();
  const { parts, times } = withStopwatch(untimed);
  const runId = newRunId(startedAt);
  const { row: known } = await findAssociate(numeroAsociado, parts);
  if (!known) return { kind: 'notFound' };
  const isAdopted = await parts.isAdopted();
  const [associate] = await readAssociates([known.key], parts);
  if (!associate || (!associate.row && associate.rivals.length === 0)) return { kind: 'notFound' };
  await parts.circuit.pass();
  // Nobody delivers a request again: whatever cuts this one off, HubSpot is looked at once more.
  const beforeWrite = () => lookAgainLater(messageOf(associate, runId), [associate.key], parts);
  try {
    const { verdict, changes, findings } = await writeOne(
      associate,
      { isAdopted, dryRun, beforeWrite },
      parts,
    );
    const durationMs = parts.clock.now() - startedAt;
    const outcome = outcomeOf(verdict, associate, runId, durationMs, parts.keyForms);
    if (!dryRun && !(await store(outcome, associate, { startedAt, times }, parts))) {
      return await followByQueue(associate, runId, 'LOST_RACE', parts);
    }
    logResync(outcome, dryRun, parts);
    return {
      kind: 'done',
      numeroAsociado: associate.key,
      dryRun,
      ...verdict,
      changes,
      findings: findings.map(forPerson),
      runId,
      durationMs,
    };
  } catch (error) {
    const follows =
      error instanceof RetryLater && (error.code === 'HUBSPOT_RATE_LIMITED' || error.outcomeUnknown);
    if (dryRun || !follows) throw error;
    return await followByQueue(associate, runId, error.code, parts);
  }
}

function outcomeOf(
  verdict: Verdict,
  associate: Associate,
  runId: string,
  durationMs: number,
  keyForms: KeyForms,
): RecordOutcome {
  const sourceVersion = associate.row?.version ?? undefined;
  const keys = { key: associate.key, heldKey: heldKeyAfter(verdict, associate, keyForms) };
  return { ...keys, ...verdict, sourceVersion, batchId: batchOf(runId), runId, attempts: 1, durationMs };
}

/** A run of one record: its outcome, and its account. False when another worker was faster. */
async function store(
  outcome: RecordOutcome,
  { previous, superseded }: Associate,
  { startedAt, times }: { readonly startedAt: number; readonly times: BatchTimes },
  { ledger, accounts, clock, telemetry }: ResyncParts,
): Promise<boolean> {
  const { key, runId, batchId } = outcome;
  if (!(await ledger.commit([outcome], new Map(previous ? [[key, previous]] : [])))) return false;
  for (const entry of superseded) await ledger.remove(entry);
  const result = countOutcomes([outcome]);
  const endedAt = clock.now();
  const end = { endedAt, durationMs: endedAt - startedAt, calls: times.calls, isResync: true };
  await accounts.finishBatch(runId, batchId, 1, result, end);
  const ended = { outcomes: [outcome], counts: result.counts, startedAt, endedAt, times };
  emitBatch({ runId, batchId, attempt: 1, operation: 'RESYNC', ...ended }, telemetry);
  return true;
}

async function followByQueue(
  associate: Associate,
  runId: string,
  code: string,
  parts: ResyncParts,
): Promise<ResyncResult> {
  const message = messageOf(associate, runId);
  await parts.queue.put([{ ...message, force: true, doubtful: code !== 'HUBSPOT_RATE_LIMITED' }]);
  await parts.accounts.addDetected(runId, [{ batchId: message.batchId, size: 1 }]);
  const { log, operation = 'UPSERT' } = parts;
  log({
    level: 'warn',
    operation,
    status: 'RETRY',
    contactId: associate.key,
    code,
    message: 'pending, by resync: it follows by the queue',
    batchId: message.batchId,
    runId,
  });
  return { kind: 'queued', runId, code };
}

function messageOf({ key, row }: Associate, runId: string): BatchMessage {
  const changes = [{ key, version: row?.version ?? '' }];
  return { runId, batchId: batchOf(runId), attempt: 1, force: false, lane: 'urgent', changes };
}

function batchOf(runId: string): string {
  return `${runId}-1`;
}

function forPerson({ code, severity, property, shape }: Finding): FindingForPerson {
  const { es, en } = FINDINGS[code];
  return { code, severity, property, shape, message: { es, en } };
}
