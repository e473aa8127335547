import * as z from 'zod';
import { FEED_NAMES } from './incrementalFeed.ts';

/**
 * What a watermark holds: the feed and the database it is of, the incremental cursor, and how far a full pass has
 * come while one is on. The cursor is taken before a full pass starts and moves beside it.
 */
const positionSchema = z.object({
  feed: z.enum(FEED_NAMES),
  source: z.string(),
  cursor: z.record(z.string(), z.string().nullable()),
  fullPass: z
    .object({
      afterKey: z.string().nullable(),
      reason: z.string(),
      /** The run it is counted in, where somebody asked for it. */
      runId: z.string().optional(),
    })
    .optional(),
});
export type Position = z.infer<typeof positionSchema>;

/** Undefined when the text is no position. */
export function parsePosition(text: string): Position | undefined {
  try {
    return positionSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
