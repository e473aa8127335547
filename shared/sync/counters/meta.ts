import * as z from 'zod';
import type { CounterRow } from '../ports/counterRows.ts';

/** What the counters know of themselves. */
const metaSchema = z.object({
  /** From when on everything is counted, ISO. */
  since: z.string(),
  /** Up to when, ISO. */
  until: z.string(),
  /** The last run of the timer that was counted, and when it began (epoch milliseconds). */
  tick: z.object({ id: z.string(), beganAt: z.number() }).optional(),
  /** Runs with records that had no end at `until`, and how many. */
  open: z.record(z.string(), z.number()),
});
export type Meta = z.infer<typeof metaSchema>;

/** Undefined before anything was counted. */
export function parseMeta(row: Pick<CounterRow, 'text'> | undefined): Meta | undefined {
  return row && metaSchema.parse(JSON.parse(row.text));
}
