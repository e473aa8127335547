import * as z from 'zod';
import { outcomeSchema, seenMark } from './associate.ts';
import { code, count, outcome, time } from './common.ts';

/** What a list, a count and a replay can be cut down by; the same filter gives the same number everywhere. */
export const RESENT = ['never', 'again'] as const;
export const SEEN = ['no', 'yes', 'noted'] as const;

const filters = {
  /** On the list since this time or later. */
  since: time.optional(),
  /** On the list since this time or earlier. */
  until: time.optional(),
  /** `never`: not sent again by hand yet; `again`: sent again, and it came back. */
  resent: z.enum(RESENT).optional(),
  /** `no`: nobody has looked; `noted`: with a mark that says more than `lookedAt`. */
  seen: z.enum(SEEN).optional(),
};

/** A review: the latest outcome of an associate, with what a person has done about it so far. */
export const reviewSchema = outcomeSchema
  .extend({
    /** Times it was sent again by hand and came back. */
    tries: count,
    seen: z.strictObject({ mark: seenMark, at: time }).optional(),
  })
  .meta({ id: 'Review' });
export type Review = z.output<typeof reviewSchema>;

/** The query of `listReviews`. */
export const reviewsQuerySchema = z.strictObject({
  reviewCode: code.optional(),
  ...filters,
  /** 1 to 200, 50 where absent. */
  top: z.int().min(1).max(200).optional(),
  /** As the page before ended with. */
  continuation: z.string().optional(),
});
export type ReviewsQuery = z.output<typeof reviewsQuerySchema>;

/** What `listReviews` answers: a page of what waits for a person, newest first. */
export const reviewsSchema = z.strictObject({
  reviews: z.array(reviewSchema),
  /** All that match the filter, this page and the others. */
  matching: count,
  /** Of those, sent again before and come back. */
  matchingAgain: count,
  /** For the next page; absent on the last one. */
  continuation: z.string().optional(),
});
export type Reviews = z.output<typeof reviewsSchema>;

/** What `countReviews` answers. What was sent again and has no new outcome yet is in none of these. */
export const reviewCountsSchema = z.strictObject({
  at: time,
  total: count,
  byOutcome: z.strictObject({ rejected: count, conflict: count, failed: count }),
  /** New within 24 hours. */
  newOfDay: count,
  /** Since when the oldest one waits. */
  oldestSince: time.nullable(),
  /** Sent again, and on its way. */
  resending: count,
  /** Most first. */
  byCode: z.array(
    z.strictObject({
      code,
      /** What it ends as. */
      outcome,
      /** What it means and what to do. */
      message: z.string(),
      reviews: count,
      /** Of those, sent again before and come back. */
      again: count,
      /** Of those, that nobody has marked. */
      unseen: count,
      oldestSince: time,
      newestSince: time,
    }),
  ),
});
export type ReviewCounts = z.output<typeof reviewCountsSchema>;

/** The longest name a person may give to a run. */
export const MAX_NAME = 80;
export const runName = z.string().trim().min(1).max(MAX_NAME);

/** The body of `replayReviews`: either `keys`, or at least one of the others but `limit` and `name`. */
export const replayRequestSchema = z.strictObject({
  keys: z.array(z.string()).min(1).max(1000).optional(),
  code: code.optional(),
  /** Whose latest outcome is of this run. */
  runId: z.string().optional(),
  ...filters,
  /** Only so many, the newest first. */
  limit: z.int().min(1).optional(),
  /** For the history. */
  name: runName.optional(),
});
export type ReplayRequest = z.output<typeof replayRequestSchema>;

/** What it answers, 202. */
export const replayedSchema = z.strictObject({
  runId: z.string(),
  /** Records on the queue by now. */
  count,
  /** False: the rest of the selection follows by itself. */
  complete: z.boolean(),
  /** Of the numbers that were named, those of which nothing is known. */
  unknown: z.array(z.string()),
});
export type Replayed = z.output<typeof replayedSchema>;

/** The body of `markReviews`. */
export const seenRequestSchema = z.strictObject({
  keys: z.array(z.string()).min(1).max(1000),
  mark: seenMark,
});
export type SeenRequest = z.output<typeof seenRequestSchema>;

/** What it answers, 200. */
export const seenSchema = z.strictObject({
  marked: count,
  /** Numbers that have no review. */
  unknown: z.array(z.string()),
});
export type Seen = z.output<typeof seenSchema>;
