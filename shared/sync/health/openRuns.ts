import * as z from 'zod';
import { RetryLater } from '../../errors.ts';
import { everyCount } from '../../outcomes/countOutcomes.ts';
import { OUTCOMES } from '../../outcomes/outcome.ts';
import type { EventOf } from '../../telemetry/events.ts';
import type { RunTotals } from '../ports/runAccount.ts';
import type { StateDocument } from '../ports/stateDocument.ts';

/** Of more runs than these the newer ones are not watched. */
const MAX_RUNS = 100;

const runSchema = z.object({ runId: z.string(), detected: z.number() });
/** A run with what it says it detected. */
export type OpenRun = z.infer<typeof runSchema>;

const watchSchema = z.object({
  /** When the last run began that found all changes there were; epoch milliseconds. */
  caughtUpAt: z.number(),
  /** Runs that had something pending when they were looked at last. */
  runs: z.array(runSchema),
  /** Whether the low quota of the day has been told. */
  quotaLow: z.boolean(),
});
/** What the ticks remember of each other for telemetry. */
export type Watch = z.infer<typeof watchSchema>;

/** What is stored; what cannot be read starts over at `now`. */
export async function readWatch(
  document: StateDocument,
  now: number,
): Promise<{ readonly watch: Watch; readonly etag: string | undefined }> {
  const stored = await document.read();
  const nothing: Watch = { caughtUpAt: now, runs: [], quotaLow: false };
  return { watch: parseWatch(stored?.text) ?? nothing, etag: stored?.etag };
}

export function withRun(watch: Watch, run: OpenRun): Watch {
  return run.detected === 0 ? watch : { ...watch, runs: [...watch.runs, run].slice(0, MAX_RUNS) };
}

/** Has a run looked at by the ticks to come. Where that cannot be stored, only telemetry misses it. */
export async function watchRun(document: StateDocument, run: OpenRun, now: number): Promise<void> {
  try {
    const { watch, etag } = await readWatch(document, now);
    await document.save(JSON.stringify(withRun(watch, run)), etag);
  } catch (error) {
    if (!(error instanceof RetryLater)) throw error;
  }
}

/** The account of a run as an event, where it is closed or does not add up; undefined while it is open. */
export function closedAccount(
  { runId, detected }: OpenRun,
  totals: RunTotals,
): EventOf<'RunAccount'> | undefined {
  const accounted = OUTCOMES.reduce((sum, name) => sum + Math.max(0, totals.counts[name]), 0);
  const imbalance = detected - accounted;
  if (imbalance === 0 && totals.counts.pending > 0) return undefined;
  return {
    name: 'RunAccount',
    dimensions: { runId },
    measurements: { detected, ...everyCount(totals.counts), notInHubSpot: totals.notInHubSpot, imbalance },
  };
}

/** Undefined of what is not there, or cannot be read. */
export function parseWatch(text: string | undefined): Watch | undefined {
  if (text === undefined) return undefined;
  try {
    return watchSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
