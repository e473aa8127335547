import * as z from 'zod';
import type { OutcomeCounts } from '../../outcomes/countOutcomes.ts';
import { OUTCOMES } from '../../outcomes/outcome.ts';
import { addBuckets, bucketsSchema } from './histogram.ts';

/** Batches that ended in a time, added up. */
export const tallySchema = z.object({
  outcomes: z.partialRecord(z.enum(OUTCOMES), z.number()),
  notInHubSpot: z.number(),
  rejectedByCode: bucketsSchema,
  /** Absent of what an earlier version counted. */
  othersByCode: bucketsSchema.default({}),
  batches: z.number(),
  calls: z.number(),
  /** Milliseconds in which a batch was under way, of each run by itself. */
  busyMs: z.number(),
  /** Batches whose time was taken, and their times. */
  timed: z.number(),
  timedMs: z.number(),
  durations: bucketsSchema,
  /** Records by the minute of the hour; of a day none. */
  minutes: bucketsSchema,
});
export type Tally = z.infer<typeof tallySchema>;

export const NOTHING: Tally = {
  outcomes: {},
  notInHubSpot: 0,
  rejectedByCode: {},
  othersByCode: {},
  batches: 0,
  calls: 0,
  busyMs: 0,
  timed: 0,
  timedMs: 0,
  durations: {},
  minutes: {},
};

/** `a` plus `times` `b`. */
export function addTallies(a: Tally, b: Tally, times: 1 | -1 = 1): Tally {
  return {
    outcomes: addCounts(a.outcomes, b.outcomes, times),
    notInHubSpot: a.notInHubSpot + times * b.notInHubSpot,
    rejectedByCode: addBuckets(a.rejectedByCode, b.rejectedByCode, times),
    othersByCode: addBuckets(a.othersByCode, b.othersByCode, times),
    batches: a.batches + times * b.batches,
    calls: a.calls + times * b.calls,
    busyMs: a.busyMs + times * b.busyMs,
    timed: a.timed + times * b.timed,
    timedMs: a.timedMs + times * b.timedMs,
    durations: addBuckets(a.durations, b.durations, times),
    minutes: addBuckets(a.minutes, b.minutes, times),
  };
}

function addCounts(a: OutcomeCounts, b: OutcomeCounts, times: 1 | -1): OutcomeCounts {
  const sum: OutcomeCounts = {};
  for (const name of OUTCOMES) {
    const total = (a[name] ?? 0) + times * (b[name] ?? 0);
    if (total !== 0) sum[name] = total;
  }
  return sum;
}
