import { requeueDelayMs } from '../../backoff.ts';
import { LostRace } from '../../errors.ts';
import { countOutcomes } from '../../outcomes/countOutcomes.ts';
import { heldKeyOf, type LedgerEntry, type RecordOutcome } from '../../outcomes/recordOutcome.ts';
import { type Verdict, verdictOf } from '../../outcomes/verdict.ts';
import { judgeRow, judgeWrite } from '../batch/judgeRow.ts';
import { type Done, previousOf, toDone } from '../batch/storeOutcomes.ts';
import { type Associate, readAssociates } from '../keys/readAssociates.ts';
import { sharedBy } from '../keys/sharedBy.ts';
import type { AdoptionNote } from '../ports/adoptionNotes.ts';
import type { ContactToWrite } from '../ports/contactApi.ts';
import type { BatchMessage } from '../ports/messages.ts';
import type { SourceRow } from '../ports/rowReader.ts';
import type { RowRules } from '../ports/rules.ts';
import { lookAgainLater } from '../queue/putBack.ts';
import { reportBatch } from '../report/reportBatch.ts';
import { withStopwatch } from '../report/stopwatch.ts';
import type { AdoptionCounts } from './adoptionState.ts';
import type { AdoptBatchParts } from './adoptParts.ts';

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
  untimed: AdoptBatchParts,
): Promise<Partial<AdoptionCounts>> {
  const { parts, times } = withStopwatch(untimed);
  const counts = countNotes(batch);
  if (dryRun) return counts;
  const startedAt = parts.clock.now();
  const rules = await parts.rules.current();
  const keys = batch.flatMap(([note]) => note?.key ?? []);
  const associates = await readAssociates(keys, parts);
  const verdicts = new Map<Associate, Verdict>();
  const toAdopt = new Map<Associate, Adopted>();
  for (const associate of associates) {
    const { row, previous, rivals } = associate;
    const notes = notesOf(associate, batch);
    if (rivals.length > 0) verdicts.set(associate, sharedBy(associate, rules));
    // A row that is gone by now is nobody's partner; one that the sync has met meanwhile needs no adoption. One that was respelt
    // has its contact under the old key, and HubSpot would let another one have the new key.
    else if (!row || isKnown(notes, previous) || isRespelt(row, previous, parts.keyForms)) continue;
    else if (bucketOf(notes) !== 'fitting') verdicts.set(associate, conflictOf(notes, previous));
    else toAdopt.set(associate, toContact(row, notes[0]?.hubspotId ?? '', rules));
  }
  const { verdicts: written, doubtful } = await parts.contacts.adopt([...toAdopt.values()]);
  for (const [associate, { row }] of toAdopt) {
    const write = written.get(associate.key) ?? { kind: 'unknown' };
    verdicts.set(associate, judgeAdopted(row, write, associate.previous, rules));
  }
  const durationMs = parts.clock.now() - startedAt;
  const message = { batchId, runId, attempt: 1 };
  const done = [...verdicts].map(([associate, verdict]) =>
    toDone(associate, verdict, message, durationMs, parts.keyForms),
  );
  const outcomes = done.map(({ outcome }) => outcome);
  if (!(await commitAll(done, parts.ledger))) throw new LostRace(`batch ${batchId}`, keys);
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

/** What was noted of an associate, whose row may have been respelt between two of the notes. */
function notesOf({ asked }: Associate, batch: readonly (readonly AdoptionNote[])[]): readonly AdoptionNote[] {
  const notes = batch.flat().filter(({ key }) => asked.includes(key));
  return [...new Map(notes.map((note) => [note.hubspotId, note])).values()];
}

function isKnown(notes: readonly AdoptionNote[], previous: LedgerEntry | undefined): boolean {
  return notes.some(({ hubspotId }) => previous?.hubspotId === hubspotId);
}

function isRespelt(
  { key }: SourceRow,
  previous: LedgerEntry | undefined,
  keyForms: AdoptBatchParts['keyForms'],
): boolean {
  const held = heldKeyOf(previous, keyForms);
  return held !== undefined && held !== keyForms.sent(key);
}

/** All or none: what is done again counts whom it adopts. */
async function commitAll(done: readonly Done[], ledger: AdoptBatchParts['ledger']): Promise<boolean> {
  const outcomes = done.map(({ outcome }) => outcome);
  if (!(await ledger.commit(outcomes, previousOf(done)))) return false;
  for (const { associate } of done) for (const entry of associate.superseded) await ledger.remove(entry);
  return true;
}

type Adopted = ContactToWrite & { readonly hubspotId: string; readonly row: SourceRow };

/** The whole record where it is valid; of a rejected one the key alone, so that it is never created a second time. */
function toContact(row: SourceRow, hubspotId: string, rules: RowRules): Adopted {
  const { keyProperty } = rules.mapping.hubspot;
  const judged = judgeRow(row, undefined, true, rules);
  const key = judged.mapped?.properties[keyProperty] ?? row.key;
  const properties = judged.settled ? { [keyProperty]: key } : judged.mapped.properties;
  return { key: row.key, properties, hubspotId, lookUp: false, changedAt: undefined, row };
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
