import type { Run } from '../../answers/runs.ts';
import { parseSummary, type RunSummary, runRow, tallyRun } from '../counters/tallyRun.ts';
import type { CounterRows } from '../ports/counterRows.ts';
import { isRunId } from '../ports/ids.ts';
import type { RunRecords } from '../ports/runAccount.ts';
import { type RunSurroundingsParts, readRunSurroundings } from './readRunSurroundings.ts';
import { toRun } from './toRun.ts';

export interface ReadRunParts extends RunSurroundingsParts {
  readonly records: RunRecords;
  readonly rows: CounterRows;
}

/** How a run is now; undefined for a run that nobody knows. */
export async function readRun(runId: string, parts: ReadRunParts): Promise<Run | undefined> {
  // What is none is no part of an address in the tables.
  if (!isRunId(runId)) return undefined;
  const around = await readRunSurroundings(parts);
  const isLast = [around.adoption, around.verification].some((run) => run?.runId === runId);
  const summary = await readSummary(runId, parts);
  if (summary) return toRun(summary, around);
  // A run that began under an earlier version has no note.
  return isLast
    ? toRun(tallyRun(runId, { batches: [], note: undefined, storedAt: undefined }), around)
    : undefined;
}

/** Out of the account, or out of the counters once that was removed. */
async function readSummary(runId: string, { records, rows }: ReadRunParts): Promise<RunSummary | undefined> {
  const record = await records.record(runId);
  if (record.batches.length > 0 || record.note) return tallyRun(runId, record);
  const row = (await rows.read([runRow(runId)])).get(runRow(runId));
  return row && parseSummary(row.text);
}
