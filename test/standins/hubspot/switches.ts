import { z } from 'zod';

/**
 * What HubSpot leaves open, differs between versions, or was reported both ways. A client is safe when it
 * passes under every setting.
 */
export const switchesSchema = z.object({
  /** Language of the texts that people read. Codes and categories stay the same. */
  language: z.enum(['en', 'es']),
  /** Status of a batch answer that carries `errors`: 207 as observed, or 200 as the 2026-09 schema says. */
  partialStatus: z.union([z.literal(207), z.literal(200)]),
  /** Status when every input had a trace id and none failed: both were observed. */
  cleanTraceStatus: z.union([z.literal(200), z.literal(207)]),
  /** A batch in which only some inputs have a trace id. */
  mixedTraceIds: z.enum(['allOrNothing', 'perRecord']),
  /** A whole-call 409: most reports say nothing was written, one says the other inputs were. */
  conflictWithoutTraceIds: z.enum(['nothingWritten', 'othersWritten']),
  /** Whether a failed row of a partial answer lists its property errors beside the array in its message. */
  rowErrorDetails: z.boolean(),
  /** Seconds in `Retry-After` of a 429; null leaves the header out, as HubSpot's documentation does. */
  retryAfterSeconds: z.number().positive().nullable(),
  /** The two daily headers are absent for OAuth apps. */
  dailyHeaders: z.boolean(),
  /** How long a write stays invisible to search. */
  searchLagMs: z.number().min(0),
});

export type Switches = z.infer<typeof switchesSchema>;

export const defaultSwitches: Switches = {
  language: 'en',
  partialStatus: 207,
  cleanTraceStatus: 200,
  mixedTraceIds: 'allOrNothing',
  conflictWithoutTraceIds: 'nothingWritten',
  rowErrorDetails: true,
  retryAfterSeconds: null,
  dailyHeaders: true,
  searchLagMs: 0,
};
