import type { Runs } from '../../answers/runs.ts';
import { META_ROW } from '../counters/hours.ts';
import { parseMeta } from '../counters/meta.ts';
import { LOOK_BACK_MS } from '../counters/rollUp.ts';
import { parseSummary, runRow, tallyRun } from '../counters/tallyRun.ts';
import type { ReadRunParts } from './readRun.ts';
import { readRunSurroundings } from './readRunSurroundings.ts';
import { type RunSurroundings, toRun } from './toRun.ts';

const BEHIND_RUNS = 'run}';
const OVERLAP_MS = 60_000;

/** Whether a text has the form of the continuation that a page ends with. */
export function isRunContinuation(text: string): boolean {
  return /^run\|\d{13}\|[\w-]{1,40}~$/.test(text);
}

/**
 * A page of runs, newest first. Those that the timer has counted come out of the counters; what has happened since is read anew, so
 * that the list says the same as each run by itself. What somebody asked for of one associate is in no list.
 */
export async function listRuns(
  { top, continuation }: { readonly top: number; readonly continuation?: string | undefined },
  parts: ReadRunParts,
): Promise<Runs> {
  const around = await readRunSurroundings(parts);
  const from = continuation ?? 'run|';
  const rows = await parts.rows.between(from, BEHIND_RUNS, top);
  const next = rows.length < top ? undefined : rows.at(-1)?.name;
  const changed = await changedSince(around, parts);
  const listed = new Map(
    rows.map(({ text }) => {
      const summary = parseSummary(text);
      return [summary.runId, toRun(summary, around)];
    }),
  );
  const isOfPage = (runId: string) => runRow(runId) >= from && (next === undefined || runRow(runId) <= next);
  const anew = [
    ...[...listed.values()].flatMap(({ runId, done }) => (done ? [] : [runId])),
    ...changed.filter(isOfPage),
  ];
  for (const runId of new Set(anew)) {
    const record = await parts.records.record(runId);
    if (record.batches.length > 0 || record.note) listed.set(runId, toRun(tallyRun(runId, record), around));
  }
  const runs = [...listed.values()]
    .filter(({ mode }) => mode !== 'resync')
    .sort((a, b) => (runRow(a.runId) < runRow(b.runId) ? -1 : 1));
  return { runs, ...(next === undefined ? {} : { continuation: `${next}~` }) };
}

/** Runs of which something was stored since the timer counted last. */
async function changedSince(
  { now }: RunSurroundings,
  { records, rows }: ReadRunParts,
): Promise<readonly string[]> {
  const meta = parseMeta((await rows.read([META_ROW])).get(META_ROW));
  return records.changed(now - LOOK_BACK_MS, meta ? Date.parse(meta.until) - OVERLAP_MS : 0);
}
