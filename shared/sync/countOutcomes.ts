import type { BatchResult, OutcomeCounts, RecordOutcome } from './ports.ts';

/** Adds up outcomes, and the rejected ones by code. */
export function countOutcomes(outcomes: readonly Pick<RecordOutcome, 'outcome' | 'code'>[]): BatchResult {
  const counts: OutcomeCounts = {};
  const rejectedByCode: Record<string, number> = {};
  for (const { outcome, code } of outcomes) {
    counts[outcome] = (counts[outcome] ?? 0) + 1;
    if (outcome === 'rejected') rejectedByCode[code] = (rejectedByCode[code] ?? 0) + 1;
  }
  return { counts, rejectedByCode };
}
