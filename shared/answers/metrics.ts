import * as z from 'zod';
import { count, milliseconds, percent, time } from './common.ts';
import { totalsSchema } from './totals.ts';

export const STEPS = ['minute', 'hour', 'day'] as const;
export type Step = (typeof STEPS)[number];

const column = z.array(count.nullable());
const measured = z.array(z.number().min(0).nullable());

/** One number for each step; null where nothing was counted (before the first counter, after the last). */
const columnsSchema = z.strictObject({
  records: column,
  created: column,
  updated: column,
  unchanged: column,
  adopted: column,
  rejected: column,
  conflict: column,
  failed: column,
  deleted: column,
  batches: column,
  calls: column,
  busyMs: measured,
  lagMaxMs: measured,
  queueMaxBatches: column,
  queueMaxAgeMs: measured,
  /** Of the account's quota of the day, the most that was used up. */
  quotaMaxPercent: measured,
  ticksEnded: column,
  /** Detections that failed, or never ran though they were due. */
  ticksMissed: column,
});

export const TARGETS = [
  'throughput',
  'accuracy',
  'lag',
  'coverage',
  'errors',
  'batchTime',
  'availability',
  'compliance',
] as const;
export type TargetName = (typeof TARGETS)[number];

/** A target with what was measured, over which time and out of what. */
export const targetSchema = z
  .strictObject({
    name: z.enum(TARGETS),
    /** Null: not measured yet. */
    value: z.number().nullable(),
    unit: z.enum(['perHour', 'percent', 'ms']),
    bound: z.number(),
    /** `above` and `below` are strict; `all`: it has to be the bound itself. */
    has: z.enum(['above', 'below', 'all']),
    met: z.boolean().nullable(),
    /** What was looked at: from when to when; both the same for a look at one moment; null: never. */
    from: time.nullable(),
    to: time.nullable(),
    /** For a share: so many of so many. */
    part: count.nullable(),
    whole: count.nullable(),
    /** A second figure of the same scope: 95 of 100 batches end within (`batchTime`), the longest lag of 24 hours (`lag`). */
    extremeMs: milliseconds.nullable(),
  })
  .meta({ id: 'Target' });
export type Target = z.output<typeof targetSchema>;

/** The query of `metrics`. */
export const metricsQuerySchema = z.strictObject({
  from: time.optional(),
  to: time.optional(),
  step: z.enum(STEPS).optional(),
});

/** What `metrics` answers. */
export const metricsSchema = z.strictObject({
  /** As asked for, cut to whole steps; `to` is not included. */
  from: time,
  to: time,
  step: z.enum(STEPS),
  stepMs: milliseconds,
  /** The time that is counted; null: nothing yet. */
  counted: z.strictObject({ since: time, until: time }).nullable(),
  /** `minute`: only `records` is kept so finely, the others are absent. */
  columns: columnsSchema.partial(),
  totals: totalsSchema,
  /** The minute with the most records, and the records of the hour it is in; null: there was none. */
  peak: z.strictObject({ at: time, records: count, ofHour: count }).nullable(),
  /** As the timer saw it at each of its runs in this time. */
  lagMs: z.strictObject({ p50: milliseconds, p95: milliseconds, max: milliseconds }).nullable(),
  /** Of the day with the most; null: never told. */
  quotaMaxPercent: percent.nullable(),
  /** The eight targets, each over its own time (which does not follow `from` and `to`). */
  targets: z.array(targetSchema),
});
export type Metrics = z.output<typeof metricsSchema>;
