import * as z from 'zod';

/** Numbers by name. */
export const bucketsSchema = z.record(z.string(), z.number());
export type Buckets = Readonly<Record<string, number>>;

/** Times by buckets that grow by a tenth: how many fell into each. Two add up, which percentiles do not. */
export type Histogram = Buckets;

const GROWTH = Math.log(1.1);

/** The bucket of a time in milliseconds; everything below one is in the first. */
export function bucketOf(ms: number): string {
  return String(ms < 1 ? 0 : Math.ceil(Math.log(ms) / GROWTH));
}

/** `a` plus `times` `b`; empty buckets go. */
export function addBuckets(a: Buckets, b: Buckets, times: 1 | -1 = 1): Record<string, number> {
  const sum: Record<string, number> = { ...a };
  for (const [bucket, count] of Object.entries(b)) {
    const total = (sum[bucket] ?? 0) + times * count;
    if (total === 0) delete sum[bucket];
    else sum[bucket] = total;
  }
  return sum;
}

/** The time in milliseconds under which this share (0 to 1) stays, at most a tenth too long; undefined where nothing was counted. */
export function percentileOf(histogram: Histogram, share: number): number | undefined {
  const buckets = Object.entries(histogram).sort(([a], [b]) => Number(a) - Number(b));
  const total = buckets.reduce((sum, [, count]) => sum + count, 0);
  let passed = 0;
  for (const [bucket, count] of buckets) {
    passed += count;
    if (passed >= share * total) return Math.round(Math.exp(Number(bucket) * GROWTH));
  }
  return undefined;
}
