import * as z from 'zod';
import { RetryLater, StopAndAlert } from '../../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { StateDocument } from '../ports/stateDocument.ts';

const endSchema = z.object({
  /** When one ended first; ISO 8601, as all times here. */
  since: z.string(),
  endedAt: z.string(),
  /** Why the run ended, or `failed`. */
  stoppedBy: z.string(),
  /** Of a failure its code. */
  code: z.string().default(''),
  /** When one last did all it is there for; absent when none ever did. */
  completedAt: z.string().optional(),
});
/** How the last run of a timer ended. */
export type TimerEnd = z.infer<typeof endSchema>;

interface Parts {
  readonly document: StateDocument;
  readonly clock: Clock;
  /** Whether a run that ended so did all it is there for. */
  readonly isComplete: (stoppedBy: string) => boolean;
}

/** Runs what a timer runs, and stores that and how it ended, so that a timer which runs no more is seen. */
export async function noteTimerEnd<T extends { readonly stoppedBy: string }>(
  parts: Parts,
  run: () => Promise<T>,
): Promise<T> {
  try {
    const result = await run();
    await store(parts, result.stoppedBy, '');
    return result;
  } catch (error) {
    const isOurs = error instanceof RetryLater || error instanceof StopAndAlert;
    await store(parts, 'failed', isOurs ? error.code : 'BUG');
    throw error;
  }
}

/** Undefined when no run has ended, or what is stored cannot be read. */
export async function readTimerEnd(document: StateDocument): Promise<TimerEnd | undefined> {
  return parseTimerEnd((await document.read())?.text);
}

/** When any timer of the app ended first (epoch milliseconds): by it one that never ended is judged. Undefined when none has. */
export function runningSinceOf(ends: readonly (TimerEnd | undefined)[]): number | undefined {
  const began = ends.flatMap((end) => (end ? [Date.parse(end.since)] : []));
  return began.length > 0 ? Math.min(...began) : undefined;
}

/** Where Storage does not take it the status shows the end before: that must not fail the run. */
async function store({ document, clock, isComplete }: Parts, stoppedBy: string, code: string): Promise<void> {
  const endedAt = new Date(clock.now()).toISOString();
  try {
    const stored = await document.read();
    const before = parseTimerEnd(stored?.text);
    const completedAt = isComplete(stoppedBy) ? endedAt : before?.completedAt;
    const end: TimerEnd = { since: before?.since ?? endedAt, endedAt, stoppedBy, code, completedAt };
    await document.save(JSON.stringify(end), stored?.etag);
  } catch (error) {
    if (!(error instanceof RetryLater)) throw error;
  }
}

/** Undefined of what is not there, or cannot be read. */
export function parseTimerEnd(text: string | undefined): TimerEnd | undefined {
  if (text === undefined) return undefined;
  try {
    return endSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
