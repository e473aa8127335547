import * as z from 'zod';
import { OUTCOMES } from './outcome.ts';
import type { RecordOutcome } from './recordOutcome.ts';

/** As many changes are kept of each associate. */
export const MOST_PAST = 10;

const pastSchema = z.object({
  at: z.string(),
  outcome: z.enum(OUTCOMES),
  code: z.string(),
  runId: z.string(),
});
/** An outcome that an associate came to, when, and in which run. */
export type PastOutcome = z.infer<typeof pastSchema>;

/** The changes of outcome or code, newest first; what cannot be read counts as none. */
export function readHistory({ history }: Pick<RecordOutcome, 'history'>): readonly PastOutcome[] {
  try {
    return z.array(pastSchema).parse(JSON.parse(history ?? '[]'));
  } catch {
    return [];
  }
}

/** The history once this outcome is stored. The same outcome with the same code is no change. */
export function historyAfter(
  { outcome, code, runId }: RecordOutcome,
  previous: RecordOutcome | undefined,
  now: string,
): string {
  const isSame = previous?.outcome === outcome && previous.code === code;
  if (isSame && previous.history !== undefined) return previous.history;
  const before = previous ? pastOf(previous, now) : [];
  const past = isSame ? before : [{ at: now, outcome, code, runId }, ...before];
  return JSON.stringify(past.slice(0, MOST_PAST));
}

/** Of an entry that an earlier version stored, its outcome is all that is known. */
function pastOf(previous: RecordOutcome, now: string): readonly PastOutcome[] {
  const { history, since, outcome, code, runId } = previous;
  return history === undefined ? [{ at: since ?? now, outcome, code, runId }] : readHistory(previous);
}
