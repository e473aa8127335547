import * as z from 'zod';
import { code, count, milliseconds, outcome, percent, time } from './common.ts';
import { targetSchema } from './metrics.ts';
import { totalsSchema } from './totals.ts';

/** The Monday on which the week begins, e.g. `2026-11-23`. */
export const week = z.iso.date();

/** What a week came to. */
const figuresSchema = z.strictObject({
  /** Changes that were found in this week. */
  detected: count,
  totals: totalsSchema,
  /** Of the records that ended: created, updated, adopted, or unchanged and in HubSpot. */
  inHubSpotPercent: percent.nullable(),
  lagMs: z.strictObject({ p50: milliseconds, p95: milliseconds, max: milliseconds }).nullable(),
  /** Of the day with the most. */
  quotaMaxPercent: percent.nullable(),
  /** Of the last verification that ended in this week or before. */
  drifted: z.strictObject({ contacts: count, of: count, at: time }).nullable(),
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
  figures: figuresSchema,
  /** The week before; null: it was not counted. */
  before: figuresSchema.nullable(),
  /** As they were when the report was made. */
  targets: z.array(targetSchema),
  oldestReviews: z.array(z.strictObject({ numeroAsociado: z.string(), code, since: time })),
});
export type Report = z.output<typeof reportSchema>;

/** What `listReports` answers: newest first. */
export const reportsSchema = z.strictObject({
  reports: z.array(z.strictObject({ week, madeAt: time })),
});
export type Reports = z.output<typeof reportsSchema>;
