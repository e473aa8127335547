import { noteEnd } from '../longRun/noteRun.ts';
import type { AdoptionNote } from '../ports/adoptionNotes.ts';
import { emitRun } from '../report/reportRun.ts';
import { adoptBatch } from './adoptBatch.ts';
import {
  type AdoptionCounts,
  type AdoptionRun,
  foundBy,
  readAdoption,
  type StoredAdoption,
  saveAdoption,
} from './adoptionState.ts';
import type { AdoptParts } from './adoptParts.ts';
import { AssociateIndex } from './associateIndex.ts';
import { notePage } from './notePage.ts';

/**
 * Carries an adoption run on, as far as the time allows: reads the portal once and notes which contacts may be whose, then
 * gives those that fit the associate's key and values. Each page and each batch is stored before the next one, so that a
 * crash repeats one of them at most. Answers whether the run is at its end.
 *
 * @throws LostRace when another worker carries it on; RetryLater and StopAndAlert as its parts.
 */
export async function adopt(runId: string, parts: AdoptParts): Promise<boolean> {
  const endAt = parts.clock.now() + parts.timeLimitMs;
  let state = await readAdoption(parts.document);
  if (state.run?.runId !== runId || state.run.cancelledAt !== undefined) return true;
  if (state.run.phase === 'read') state = await readPortal(state.run, state, endAt, parts);
  if (state.run?.phase === 'write') state = await judgeNotes(state.run, state, endAt, parts);
  return state.run?.phase === 'done';
}

async function readPortal(
  start: AdoptionRun,
  stored: StoredAdoption,
  endAt: number,
  parts: AdoptParts,
): Promise<StoredAdoption> {
  const { mapping } = await parts.rules.current();
  const index = await AssociateIndex.build(parts.scan, mapping);
  let [run, state] = [start, stored];
  for await (const { contacts, next } of parts.portal.pages(run.after)) {
    const { notes, counts } = await notePage(contacts, index, parts.rows, mapping);
    await parts.notes.add(run.runId, notes);
    const { after: _, ...rest } = run;
    run = {
      ...rest,
      ...(next === undefined ? { phase: 'write' } : { after: next }),
      counts: add(run.counts, counts),
    };
    state = await save(state, run, parts);
    if (parts.clock.now() > endAt) break;
  }
  return state;
}

/** All contacts of one associate decide together: one that fits is adopted, anything else is a person's to decide. */
async function judgeNotes(
  start: AdoptionRun,
  stored: StoredAdoption,
  endAt: number,
  parts: AdoptParts,
): Promise<StoredAdoption> {
  let [run, state] = [start, stored];
  let batch: (readonly AdoptionNote[])[] = [];
  const finish = async () => {
    if (batch.length === 0) return;
    const batchId = `${run.runId}-${run.batches + 1}`;
    const counts = await adoptBatch(batch, { batchId, runId: run.runId, dryRun: run.dryRun }, parts);
    run = { ...run, batches: run.batches + 1, counts: add(run.counts, counts) };
    state = await save(state, run, parts);
    await parts.notes.remove(run.runId, batch.flat());
    batch = [];
  };
  for await (const notes of parts.notes.byAssociate(run.runId)) {
    batch.push(notes);
    if (batch.length < parts.batchSize) continue;
    await finish();
    if (parts.clock.now() > endAt) return state;
  }
  await finish();
  run = { ...run, phase: 'done' };
  state = await save(state, run, parts);
  parts.log({
    level: 'info',
    operation: 'ADOPT',
    status: 'SUCCESS',
    message: `${run.dryRun ? 'Dry run: ' : ''}${Object.entries(run.counts)
      .map(([name, count]) => `${count} ${name}`)
      .join(', ')}.`,
    executionTimeMs: parts.clock.now() - Date.parse(run.startedAt),
    runId: run.runId,
  });
  await noteEnd(run.runId, { mode: 'adopt', found: foundBy(run) }, parts);
  const name = { runId: run.runId, mode: 'adopt', startedAt: Date.parse(run.startedAt) } as const;
  const { contacts, fitting, contradicting, ambiguous } = run.counts;
  const detected = run.dryRun ? 0 : fitting + contradicting + ambiguous;
  const end = { stoppedBy: 'end', fullPassReason: '', compared: contacts, batches: run.batches } as const;
  emitRun(name, { ...end, detected }, parts);
  return state;
}

async function save(state: StoredAdoption, run: AdoptionRun, parts: AdoptParts): Promise<StoredAdoption> {
  const isComplete = run.phase === 'done' && !run.dryRun;
  const completedAt = isComplete ? new Date(parts.clock.now()).toISOString() : state.completedAt;
  const next = { run, ...(completedAt === undefined ? {} : { completedAt }) };
  return { ...next, etag: await saveAdoption(parts.document, next, state.etag) };
}

function add(counts: AdoptionCounts, more: Partial<AdoptionCounts>): AdoptionCounts {
  const sum = { ...counts };
  for (const name of Object.keys(counts) as (keyof AdoptionCounts)[]) sum[name] += more[name] ?? 0;
  return sum;
}
