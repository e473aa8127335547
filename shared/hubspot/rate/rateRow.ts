import { z } from 'zod';
import { type RatePolicy, slotSpanMs } from './ratePolicy.ts';

const time = z.number();
const count = z.number().min(0);

/** What all instances know of one limit. Times are epoch milliseconds by the clock of whoever wrote them. */
export const rateRowSchema = z.object({
  /** When requests were, and will be, sent: ascending, as far back as the rolling window needs. */
  slots: z
    .array(z.int().min(0))
    .refine((slots) => slots.every((slot, index) => slot >= (slots[index - 1] ?? 0))),
  /** When the next request is due at an even pace (the theoretical arrival time of GCRA). */
  paceAt: time,
  /** Nobody sends before. */
  pausedUntil: time,
  /** HubSpot's own limit in any window, from the headers. */
  ceiling: z.object({ max: count, seenAt: time }).nullable(),
  /** Requests in a window that others sent with our token. */
  foreign: z.object({ count, until: time }).nullable(),
  /** The day's quota of the account. */
  day: z.object({ limit: count, remaining: count, at: time }).nullable(),
  /** Since when the day's quota is used up; null: it is not. */
  dayRefusedAt: time.nullable(),
  /** When a request was last let through against the rules of the day, to see whether they still hold. */
  probedAt: time,
});
export type RateRow = Readonly<z.infer<typeof rateRowSchema>>;

/** Nothing was ever booked. */
export const EMPTY_ROW: RateRow = {
  slots: [],
  paceAt: 0,
  pausedUntil: 0,
  ceiling: null,
  foreign: null,
  day: null,
  dayRefusedAt: null,
  probedAt: 0,
};

/** The row after one that could not be read: as if the window were full at `now`. */
export function startOver(now: number, policy: RatePolicy): RateRow {
  return { ...EMPTY_ROW, pausedUntil: now + slotSpanMs(policy) };
}
