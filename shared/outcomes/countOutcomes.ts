import type { OutcomeName } from './outcome.ts';
import { isAbsent } from './outcomeKinds.ts';
import type { RecordOutcome } from './recordOutcome.ts';

/** Adds up outcomes, the rejected ones by code, and of the unchanged ones those that are not in HubSpot. */
export function countOutcomes(outcomes: readonly Pick<RecordOutcome, 'outcome' | 'code'>[]): BatchResult {
  const counts: OutcomeCounts = {};
  const rejectedByCode: Record<string, number> = {};
  for (const { outcome, code } of outcomes) {
    counts[outcome] = (counts[outcome] ?? 0) + 1;
    if (outcome === 'rejected') rejectedByCode[code] = (rejectedByCode[code] ?? 0) + 1;
  }
  return { counts, rejectedByCode, notInHubSpot: outcomes.filter(isAbsent).length };
}

/** Two results as one. */
export function addResults(a: BatchResult, b: BatchResult): BatchResult {
  return {
    counts: addCounts(a.counts, b.counts),
    rejectedByCode: addCounts(a.rejectedByCode, b.rejectedByCode),
    notInHubSpot: a.notInHubSpot + b.notInHubSpot,
  };
}

function addCounts(
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>>,
): Record<string, number> {
  const sum = { ...a };
  for (const [name, count] of Object.entries(b)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}

/** Counts by outcome. */
export type OutcomeCounts = Partial<Record<OutcomeName, number>>;

/** What became of the records of a batch. */
export interface BatchResult {
  readonly counts: OutcomeCounts;
  /** The rejected ones by code. */
  readonly rejectedByCode: Readonly<Record<string, number>>;
  /** Of the unchanged ones, those that HubSpot has no contact of (`update` makes none). */
  readonly notInHubSpot: number;
}
