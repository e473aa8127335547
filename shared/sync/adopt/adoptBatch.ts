import { requeueDelayMs } from '../../backoff.ts';
import { LostRace } from '../../errors.ts';
import { countOutcomes } from '../../outcomes/countOutcomes.ts';
import type { LedgerEntry, RecordOutcome } from '../../outcomes/recordOutcome.ts';
import { type Verdict, verdictOf } from '../../outcomes/verdict.ts';
import { judgeRow, judgeWrite } from '../batch/judgeRow.ts';
import type { AdoptionNote } from '../ports/adoptionNotes.ts';
import type { ContactToWrite } from '../ports/contactApi.ts';
import type { BatchMessage } from '../ports/messages.ts';
import type { SourceRow } from '../ports/rowReader.ts';
import type { RowRules } from '../ports/rules.ts';
import { lookAgainLater } from '../queue/putBack.ts';
import { reportBatch } from '../report/reportBatch.ts';
import { withStopwatch } from '../report/stopwatch.ts';
import type { AdoptionCounts } from './adoptionState.ts';
import type { AdoptParts } from './adoptParts.ts';

export interface AdoptionBatch {
  readonly batchId: string;
  readonly runId: string;
  readonly dryRun: boolean;
}

/**
 * Adopts the contacts of one batch of associates, one call for all that fit, and names the others as conflicts. A dry run
 * only counts.
 */
export async function adoptBatch(
  batch: readonly (readonly AdoptionNote[])[],
  { batchId, runId, dryRun }: AdoptionBatch,
  untimed: AdoptParts,
): Promise<Partial<AdoptionCounts>> {
  const { parts, times } = withStopwatch(untimed);
  const counts = countNotes(batch);
  if (dryRun) return counts;
  const startedAt = parts.clock.now();
  const keys = batch.flatMap(([note]) => note?.key ?? []);
  const rules = await parts.rules.current();
  // The ledger before the rows, as in `upsertBatch`.
  const previous = await parts.ledger.read(keys);
  const rows = await parts.rows.read(keys);
  const verdicts = new Map<string, Verdict>();
  const toAdopt = new Map<string, ContactToWrite & { readonly hubspotId: string }>();
  for (const notes of batch) {
    const [note] = notes;
    const row = note && rows.get(note.key);
    // A row that is gone by now is nobody's partner; one that the sync has met meanwhile needs no adoption.
    if (!row || notes.some(({ hubspotId }) => previous.get(row.key)?.hubspotId === hubspotId)) continue;
    if (bucketOf(notes) === 'fitting') toAdopt.set(row.key, toContact(row, note.hubspotId, rules));
    else verdicts.set(row.key, conflictOf(notes, previous.get(row.key)));
  }
  const { verdicts: written, doubtful } = await parts.contacts.adopt([...toAdopt.values()]);
  for (const key of toAdopt.keys()) {
    const row = rows.get(key);
    if (row)
      verdicts.set(key, judgeAdopted(row, written.get(key) ?? { kind: 'unknown' }, previous.get(key), rules));
  }
  const durationMs = parts.clock.now() - startedAt;
  const outcomes = [...verdicts].map(
    ([key, verdict]): RecordOutcome => ({
      key,
      ...verdict,
      sourceVersion: rows.get(key)?.version ?? undefined,
      batchId,
      runId,
      attempts: 1,
      durationMs,
    }),
  );
  if (!(await parts.ledger.commit(outcomes, previous))) throw new LostRace(`batch ${batchId}`, keys);
  const result = countOutcomes(outcomes);
  const endedAt = parts.clock.now();
  const end = { endedAt, durationMs: endedAt - startedAt, calls: times.calls };
  await parts.accounts.finishBatch(runId, batchId, outcomes.length, result, end);
  // Whom HubSpot did not name comes again as a batch of the sync, under the same id, so that the account closes.
  const pending = outcomes.filter(({ outcome }) => outcome === 'pending').map(({ key }) => key);
  if (pending.length > 0) {
    await parts.queue.put(
      [{ ...messageOf(outcomes, batchId, runId), forceKeys: pending }],
      requeueDelayMs(1),
    );
  }
  if (doubtful.size > 0) await lookAgainLater(messageOf(outcomes, batchId, runId), [...doubtful], parts);
  const ended = { outcomes, counts: result.counts, startedAt, endedAt, times };
  reportBatch({ runId, batchId, attempt: 1, operation: 'ADOPT', ...ended }, parts);
  return counts;
}

function messageOf(outcomes: readonly RecordOutcome[], batchId: string, runId: string): BatchMessage {
  const changes = outcomes.map(({ key, sourceVersion }) => ({ key, version: sourceVersion ?? '' }));
  return { runId, batchId, attempt: 1, force: false, lane: 'bulk', changes };
}

/** The whole record where it is valid; of a rejected one the key alone, so that it is never created a second time. */
function toContact(
  row: SourceRow,
  hubspotId: string,
  rules: RowRules,
): ContactToWrite & { hubspotId: string } {
  const { keyProperty } = rules.mapping.hubspot;
  const judged = judgeRow(row, undefined, true, rules);
  const key = judged.mapped?.properties[keyProperty] ?? row.key;
  const properties = judged.settled ? { [keyProperty]: key } : judged.mapped.properties;
  return { key: row.key, properties, hubspotId, lookUp: false, changedAt: undefined };
}

function judgeAdopted(
  row: SourceRow,
  write: Parameters<typeof judgeWrite>[0],
  previous: LedgerEntry | undefined,
  rules: RowRules,
): Verdict {
  const judged = judgeRow(row, previous, true, rules);
  if (!judged.settled) return judgeWrite(write, judged, previous);
  if (write.kind !== 'written') return judged.verdict;
  const { code, properties } = judged.verdict;
  return verdictOf('keyed', previous, { code, properties, hubspotId: write.hubspotId });
}

function conflictOf(notes: readonly AdoptionNote[], previous: LedgerEntry | undefined): Verdict {
  const code = bucketOf(notes) === 'contradicting' ? 'IDENTITY_CONTRADICTS' : 'IDENTITY_AMBIGUOUS';
  return verdictOf('contested', previous, {
    code,
    conflictId: notes.map(({ hubspotId }) => hubspotId).join(', '),
  });
}

function bucketOf(notes: readonly AdoptionNote[]): 'fitting' | 'contradicting' | 'ambiguous' {
  const [only] = notes;
  if (notes.length !== 1 || !only || only.verdict === 'shared') return 'ambiguous';
  return only.verdict === 'fits' ? 'fitting' : 'contradicting';
}

function countNotes(batch: readonly (readonly AdoptionNote[])[]): Partial<AdoptionCounts> {
  const counts = { fitting: 0, contradicting: 0, ambiguous: 0, byNumber: 0, byCedula: 0, byEmail: 0 };
  for (const notes of batch) {
    counts[bucketOf(notes)]++;
    const by = new Set(notes.flatMap((note) => note.by));
    if (by.has('number')) counts.byNumber++;
    if (by.has('cedula')) counts.byCedula++;
    if (by.has('email')) counts.byEmail++;
  }
  return counts;
}
