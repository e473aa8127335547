import type { Totals } from '../../../../shared/answers/totals.ts';
import { everyCount } from '../../../../shared/outcomes/countOutcomes.ts';

const { pending: _, ...NO_OUTCOMES } = everyCount({});

/** Totals whose parts add up. */
export function totalsOf(outcomes: Partial<Totals['outcomes']>): Totals {
  const all = { ...NO_OUTCOMES, ...outcomes };
  return {
    records: Object.values(all).reduce((sum, count) => sum + count, 0),
    outcomes: all,
    notInHubSpot: 0,
    rejectedByCode: all.rejected > 0 ? { EMAIL_INVALID: all.rejected } : {},
    othersByCode: all.conflict > 0 ? { EMAIL_TAKEN: all.conflict, POISON: all.failed } : {},
    batches: 301,
    calls: 640,
    busyMs: 1_905_000,
    batchMs: { mean: 840, p95: 1_600 },
  };
}

export const NO_TOTALS: Totals = { ...totalsOf({}), batches: 0, calls: 0, busyMs: 0, batchMs: null };
export const TOTALS = totalsOf({
  created: 12,
  updated: 5_690,
  unchanged: 318,
  adopted: 220,
  rejected: 61,
  conflict: 15,
  failed: 2,
});
