import * as z from 'zod';
import { addUp, recordsIn } from '../../outcomes/countOutcomes.ts';
import { OUTCOMES } from '../../outcomes/outcome.ts';
import { runStartedAt } from '../ports/ids.ts';
import { type AccountedBatch, type BatchEnd, type RunRecord, runKindSchema } from '../ports/runAccount.ts';
import { bucketOf } from './histogram.ts';
import { HOUR_MS, hourOf } from './hours.ts';
import { addTallies, NOTHING, type Tally, tallySchema } from './tally.ts';

/** A run as the list shows it, and what of it each hour has. */
const runSummarySchema = z.object({
  runId: z.string(),
  /** Undefined: a detection of the timer, or one record that somebody asked for. */
  mode: runKindSchema.optional(),
  isResync: z.boolean(),
  stage: z.enum(['waiting', 'selecting', 'ended', 'givenUp']).optional(),
  name: z.string().optional(),
  cancelledAt: z.string().optional(),
  endedAt: z.string().optional(),
  found: z.string().optional(),
  detected: z.number(),
  counts: z.partialRecord(z.enum(OUTCOMES), z.number()),
  rejectedByCode: z.record(z.string(), z.number()),
  notInHubSpot: z.number(),
  /** Rows that were as the ledger says: in no other number. */
  compared: z.number(),
  /** When a batch of it ended last, ISO. */
  lastEndAt: z.string().optional(),
  storedAt: z.string().optional(),
  hours: z.record(z.string(), tallySchema),
});
export type RunSummary = z.infer<typeof runSummarySchema>;

/** Sums up the account of a run. */
export function tallyRun(runId: string, { batches, note, storedAt }: RunRecord): RunSummary {
  const sent = batches.filter(({ isCompared }) => !isCompared);
  const total = addUp(sent);
  const ends = sent.flatMap(({ end }) => (end ? [end.endedAt] : []));
  return {
    runId,
    isResync: sent.some(({ end }) => end?.isResync === true),
    ...note,
    ...total,
    compared: addUp(batches).detected - total.detected,
    lastEndAt: ends.length > 0 ? new Date(Math.max(...ends)).toISOString() : undefined,
    storedAt,
    // In order, so that two summaries of the same are the same text.
    hours: Object.fromEntries(Object.entries(tallyHours(sent)).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** What was ended in each hour: a batch counts where it ended, as a whole. */
function tallyHours(batches: readonly AccountedBatch[]): Record<string, Tally> {
  const ended = batches.flatMap((batch) => (batch.end ? [{ ...batch, end: batch.end }] : []));
  const hours: Record<string, Tally> = {};
  for (const [hour, all] of Map.groupBy(ended, ({ end }) => hourOf(end.endedAt))) {
    const sum = all.map(tallyBatch).reduce((a, b) => addTallies(a, b), NOTHING);
    hours[hour] = { ...sum, busyMs: busyMs(all.map(({ end }) => end)) };
  }
  return hours;
}

function tallyBatch({
  counts,
  rejectedByCode,
  othersByCode,
  notInHubSpot,
  end,
}: AccountedBatch & { readonly end: BatchEnd }): Tally {
  const { pending: _, ...outcomes } = counts;
  const { durationMs, calls, endedAt } = end;
  const minute = Math.floor((endedAt % HOUR_MS) / 60_000);
  const records = recordsIn(outcomes);
  const isTimed = durationMs !== undefined;
  return {
    outcomes,
    notInHubSpot,
    rejectedByCode: { ...rejectedByCode },
    othersByCode: { ...othersByCode },
    batches: 1,
    calls,
    busyMs: 0,
    timed: isTimed ? 1 : 0,
    timedMs: durationMs ?? 0,
    durations: isTimed ? { [bucketOf(durationMs)]: 1 } : {},
    minutes: records > 0 ? { [minute]: records } : {},
  };
}

/** Milliseconds in which at least one of these batches was under way. */
function busyMs(ends: readonly BatchEnd[]): number {
  const spans = ends
    .map(({ endedAt, durationMs = 0 }) => ({ from: endedAt - durationMs, to: endedAt }))
    .sort((a, b) => a.from - b.from);
  let [busy, until] = [0, Number.NEGATIVE_INFINITY];
  for (const { from, to } of spans) {
    busy += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return busy;
}

const FAR = 9_999_999_999_999;

/** The row of a run's summary: it sorts before those of runs that began earlier. */
export function runRow(runId: string): string {
  return `run|${String(FAR - (runStartedAt(runId) || 0)).padStart(13, '0')}|${runId}`;
}

/** Behind the rows of all runs that began at this time or later. */
export function runRowsBefore(epochMs: number): string {
  return `run|${String(FAR - epochMs).padStart(13, '0')}}`;
}

export function parseSummary(text: string): RunSummary {
  return runSummarySchema.parse(JSON.parse(text));
}

/** Two summaries of the same are the same text. */
export function summaryText(summary: RunSummary): string {
  return JSON.stringify(runSummarySchema.parse(summary));
}
