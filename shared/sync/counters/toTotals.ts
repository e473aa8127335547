import type { Totals } from '../../answers/totals.ts';
import { everyCount, recordsIn } from '../../outcomes/countOutcomes.ts';
import { percentileOf } from './histogram.ts';
import type { Tally } from './tally.ts';

/** A tally as it is answered. */
export function toTotals(tally: Tally): Totals {
  const { pending: _, ...outcomes } = everyCount(tally.outcomes);
  const { notInHubSpot, rejectedByCode, othersByCode, batches, calls, busyMs } = tally;
  return {
    records: recordsIn(tally.outcomes),
    outcomes,
    notInHubSpot,
    rejectedByCode,
    othersByCode,
    batches,
    calls,
    busyMs,
    batchMs: batchTimeOf(tally),
  };
}

function batchTimeOf({ timed, timedMs, durations }: Tally): Totals['batchMs'] {
  const p95 = percentileOf(durations, 0.95);
  return p95 === undefined ? null : { mean: timedMs / timed, p95 };
}
