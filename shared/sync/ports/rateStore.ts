import * as z from 'zod';

/** Search is limited apart from everything else. */
export type EndpointKind = 'standard' | 'search';

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
  /** How long requests are under way before HubSpot counts them, at most; null: not known. */
  transit: z.object({ ms: count, seenAt: time }).nullable().default(null),
  /** When a request was last let through against the rules of the day, to see whether they still hold. */
  probedAt: time,
});

export type RateRow = Readonly<z.infer<typeof rateRowSchema>>;

/** Where the instances meet: one row for each kind of endpoint, changed only by whoever read it last. */
export interface RateStore {
  /** Undefined: there is no row yet. `state` is undefined when it is there and cannot be understood. */
  read(
    kind: EndpointKind,
  ): Promise<{ readonly state: RateRow | undefined; readonly etag: string } | undefined>;
  /** Creates the row where `etag` is undefined. Returns the new etag, or undefined when another was faster. */
  save(kind: EndpointKind, state: RateRow, etag: string | undefined): Promise<string | undefined>;
}
