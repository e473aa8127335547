import type { KeyForms } from '../../contacts/associateKey.ts';
import type { ContactProperties } from '../../contacts/contactProperties.ts';
import { FINDINGS, type Finding } from '../../contacts/findings.ts';
import { isSameValue } from '../../contacts/isSameValue.ts';
import type { Mapping } from '../../contacts/mapping.ts';
import { RetryLater } from '../../errors.ts';
import { countOutcomes } from '../../outcomes/countOutcomes.ts';
import { heldKeyOf, type RecordOutcome } from '../../outcomes/recordOutcome.ts';
import type { Verdict } from '../../outcomes/verdict.ts';
import type { Telemetry } from '../../telemetry/events.ts';
import { type JudgedRow, judgeRow, judgeWrite, toContact } from '../batch/judgeRow.ts';
import { heldKeyAfter } from '../batch/storeOutcomes.ts';
import { type FindAssociateParts, findAssociate } from '../keys/findAssociate.ts';
import { type Associate, readAssociates } from '../keys/readAssociates.ts';
import { sharedBy } from '../keys/sharedBy.ts';
import type { BatchQueue } from '../ports/batchQueue.ts';
import type { Circuit } from '../ports/circuit.ts';
import type { Clock } from '../ports/clock.ts';
import type { ContactApi } from '../ports/contactApi.ts';
import { newRunId } from '../ports/ids.ts';
import type { BatchMessage } from '../ports/messages.ts';
import type { LedgerErasure, OutcomeLedger } from '../ports/outcomeLedger.ts';
import type { SourceRow } from '../ports/rowReader.ts';
import type { RowRules, RulesSource } from '../ports/rules.ts';
import type { RunAccount } from '../ports/runAccount.ts';
import { lookAgainLater } from '../queue/putBack.ts';
import { emitBatch } from '../report/emitBatch.ts';
import type { RecordLogParts } from '../report/logRecord.ts';
import { type BatchTimes, withStopwatch } from '../report/stopwatch.ts';
import { logResync } from './logResync.ts';

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

/** What became of one property; the values are shown in a dry run only. */
export interface PropertyChange {
  readonly property: string;
  readonly change: 'changed' | 'same';
  readonly from?: string;
  readonly to?: string;
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
 * Brings one associate to HubSpot now, whatever the fingerprint says. A dry run reads and compares, and writes
 * nothing anywhere.
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
  const rules = await parts.rules.current();
  const { row, previous } = associate;
  const judged = row
    ? judgeRow(row, previous, true, rules)
    : { settled: true as const, verdict: sharedBy(associate, rules), mapped: undefined };
  // Nobody delivers a request again: whatever cuts this one off, HubSpot is looked at once more.
  if (!dryRun && row && !judged.settled) await lookAgainLater(messageOf(row, runId), [row.key], parts);
  try {
    const asked = { associate, judged, isAdopted, dryRun, rules };
    const { verdict, changes } = await settle(asked, parts);
    const durationMs = parts.clock.now() - startedAt;
    const outcome = outcomeOf(verdict, associate, runId, durationMs, parts.keyForms);
    if (!dryRun && !(await store(outcome, associate, { startedAt, times }, parts))) {
      return await followByQueue(associate, runId, 'LOST_RACE', parts);
    }
    logResync(outcome, dryRun, parts);
    const findings = (judged.mapped?.findings ?? []).map(forPerson);
    return {
      kind: 'done',
      numeroAsociado: associate.key,
      dryRun,
      ...verdict,
      changes,
      findings,
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

interface AskedFor {
  readonly associate: Associate;
  readonly judged: JudgedRow | { readonly settled: true; readonly verdict: Verdict };
  readonly isAdopted: boolean;
  readonly dryRun: boolean;
  readonly rules: RowRules;
}

async function settle(
  { associate, judged, isAdopted, dryRun, rules }: AskedFor,
  { contacts, keyForms }: Pick<ResyncParts, 'contacts' | 'keyForms'>,
): Promise<{ verdict: Verdict; changes: readonly PropertyChange[] }> {
  if (judged.settled) return { verdict: judged.verdict, changes: [] };
  const { key, previous } = associate;
  const { properties } = judged.mapped;
  const before = await contacts.read(
    heldKeyOf(previous, keyForms) ?? properties[rules.mapping.hubspot.keyProperty] ?? key,
    Object.keys(properties),
  );
  const changes = compare(before?.properties ?? {}, properties, dryRun, rules.mapping);
  if (dryRun) {
    const write = {
      kind: 'written',
      hubspotId: before?.hubspotId ?? '',
      as: before === undefined ? 'created' : 'updated',
    } as const;
    return { verdict: judgeWrite(write, judged, previous), changes };
  }
  const { verdicts } = await contacts.write([toContact(associate, properties, isAdopted, keyForms)]);
  const write = verdicts.get(key) ?? { kind: 'unknown' };
  if (write.kind === 'unknown') {
    throw new RetryLater('HUBSPOT_UNACCOUNTED', 'HubSpot did not name the record.', { outcomeUnknown: true });
  }
  return { verdict: judgeWrite(write, judged, previous), changes };
}

function compare(
  before: ContactProperties,
  after: ContactProperties,
  withValues: boolean,
  mapping: Mapping,
): readonly PropertyChange[] {
  return Object.entries(after).map(([property, to]) => {
    const from = before[property] ?? '';
    const change = isSameValue(property, to, from, mapping) ? 'same' : 'changed';
    return withValues ? { property, change, from, to } : { property, change };
  });
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
  { key, row }: Associate,
  runId: string,
  code: string,
  parts: ResyncParts,
): Promise<ResyncResult> {
  const message = messageOf({ key, version: row?.version ?? null }, runId);
  await parts.queue.put([{ ...message, force: true, doubtful: code !== 'HUBSPOT_RATE_LIMITED' }]);
  await parts.accounts.addDetected(runId, [{ batchId: message.batchId, size: 1 }]);
  const { log, operation = 'UPSERT' } = parts;
  log({
    level: 'warn',
    operation,
    status: 'RETRY',
    contactId: key,
    code,
    message: 'pending, by resync: it follows by the queue',
    batchId: message.batchId,
    runId,
  });
  return { kind: 'queued', runId, code };
}

function messageOf({ key, version }: Pick<SourceRow, 'key' | 'version'>, runId: string): BatchMessage {
  const changes = [{ key, version: version ?? '' }];
  return { runId, batchId: batchOf(runId), attempt: 1, force: false, lane: 'urgent', changes };
}

function batchOf(runId: string): string {
  return `${runId}-1`;
}

function forPerson({ code, severity, property, shape }: Finding): FindingForPerson {
  const { es, en } = FINDINGS[code];
  return { code, severity, property, shape, message: { es, en } };
}
