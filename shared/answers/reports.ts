import * as z from 'zod';
import { code, count, milliseconds, outcome, percent, time } from './common.ts';
import { targetSchema } from './metrics.ts';
import { totalsSchema } from './totals.ts';

/** The Monday on which the week begins, e.g. `2026-11-23`. */
export const week = z.iso.date();

/** What a week came to. */
const figuresSchema = z.strictObject({
  /** Records that the runs begun in this week put on the queue. */
  detected: count,
  totals: totalsSchema,
  /** Of the records that ended: created, updated, adopted, or unchanged and in HubSpot. */
  inHubSpotPercent: percent.nullable(),
  lagMs: z.strictObject({ p50: milliseconds, p95: milliseconds, max: milliseconds }).nullable(),
  /** Of the day with the most. */
  quotaMaxPercent: percent.nullable(),
  /** Contacts that were not as their row, at the last verification that had ended when the report was made. */
  drifted: z.strictObject({ contacts: count, of: count, at: time }).nullable(),
  /** When the report was made. */
  openReviews: count.nullable(),
  /** Why records did not get in, most first: rejected, in conflict, failed. */
  byCode: z.array(z.strictObject({ code, outcome, records: count })),
});

/** What `readReport` answers. At most 32 KiB. */
export const reportSchema = z.strictObject({
  week,
  from: time,
  to: time,
  madeAt: time,
  /** The time that is counted, as `metrics` says it: a week that began before it is counted in part. */
  counted: z.strictObject({ since: time, until: time }).nullable(),
  figures: figuresSchema,
  /** The week before; null: it was not counted, or not as a whole. */
  before: figuresSchema.nullable(),
  /** As they were when the report was made. */
  targets: z.array(targetSchema),
  /** What has waited longest, by code: since when the oldest one waits, and how many do. Names nobody. */
  oldestReviews: z.array(z.strictObject({ code, since: time, reviews: count })),
});
export type Report = z.output<typeof reportSchema>;

export const REPORT_FORMATS = ['json', 'html'] as const;
/** The query of `readReport`. */
export const reportQuerySchema = z.strictObject({
  /** `html`: one file to keep, that needs nothing else. */
  format: z.enum(REPORT_FORMATS).optional(),
});

/** What `listReports` answers: newest first. */
export const reportsSchema = z.strictObject({
  reports: z.array(z.strictObject({ week, from: time, to: time })),
});
export type Reports = z.output<typeof reportsSchema>;
