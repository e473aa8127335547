import { OUTCOMES, type OutcomeName } from './outcome.ts';
import { isAbsent } from './outcomeKinds.ts';
import type { RecordOutcome } from './recordOutcome.ts';

/** Adds up outcomes, by code those that a person has to look at, and of the unchanged ones those that are not in HubSpot. */
export function countOutcomes(outcomes: readonly Pick<RecordOutcome, 'outcome' | 'code'>[]): BatchResult {
  const counts: OutcomeCounts = {};
  const rejectedByCode: Record<string, number> = {};
  const othersByCode: Record<string, number> = {};
  for (const { outcome, code } of outcomes) {
    counts[outcome] = (counts[outcome] ?? 0) + 1;
    if (outcome === 'rejected') rejectedByCode[code] = (rejectedByCode[code] ?? 0) + 1;
    else if (outcome === 'conflict' || outcome === 'failed')
      othersByCode[code] = (othersByCode[code] ?? 0) + 1;
  }
  return { counts, rejectedByCode, othersByCode, notInHubSpot: outcomes.filter(isAbsent).length };
}

/** Every outcome has its number, if only nought. */
export function everyCount(counts: OutcomeCounts): Required<OutcomeCounts> {
  const { created = 0, updated = 0, unchanged = 0, adopted = 0, rejected = 0 } = counts;
  const { conflict = 0, failed = 0, deleted = 0, pending = 0 } = counts;
  return { created, updated, unchanged, adopted, rejected, conflict, failed, deleted, pending };
}

/** The result of no batch. */
export const NO_RESULT: BatchResult = { counts: {}, rejectedByCode: {}, othersByCode: {}, notInHubSpot: 0 };

/** Records that came to an end. */
export function recordsIn(counts: OutcomeCounts): number {
  return OUTCOMES.reduce((sum, name) => sum + (name === 'pending' ? 0 : (counts[name] ?? 0)), 0);
}

/** Batches of `size` records as one. What was detected and has no end yet is pending. */
export function addUp(batches: readonly (BatchResult & { readonly size: number })[]): BatchResult & {
  readonly detected: number;
  readonly counts: Required<OutcomeCounts>;
} {
  const detected = batches.reduce((sum, { size }) => sum + size, 0);
  const { counts, ...others } = batches.reduce(addResults, NO_RESULT);
  return { detected, counts: everyCount({ ...counts, pending: detected - recordsIn(counts) }), ...others };
}

/** Two results as one. */
export function addResults(a: BatchResult, b: BatchResult): BatchResult {
  return {
    counts: addCounts(a.counts, b.counts),
    rejectedByCode: addCounts(a.rejectedByCode, b.rejectedByCode),
    othersByCode: addCounts(a.othersByCode, b.othersByCode),
    notInHubSpot: a.notInHubSpot + b.notInHubSpot,
  };
}

/** Adds up numbers by name. */
export function addCounts(
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
  /** Those in conflict, and the failed ones, by code. */
  readonly othersByCode: Readonly<Record<string, number>>;
  /** Of the unchanged ones, those that HubSpot has no contact of (`update` makes none). */
  readonly notInHubSpot: number;
}
