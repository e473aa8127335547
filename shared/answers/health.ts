import * as z from 'zod';
import { count, level, milliseconds, percent, sayingSchema, time } from './common.ts';
import { totalsSchema } from './totals.ts';

/** How one of our neighbours was, when somebody looked last. */
export const endSchema = z
  .strictObject({
    level,
    /** Since when `level` is this one; null: nobody has looked yet. */
    since: time.nullable(),
    lookedAt: time.nullable(),
    /** What is to be said of it, gravest first; never empty once somebody has looked. */
    says: z.array(sayingSchema),
  })
  .meta({ id: 'End' });
export type End = z.output<typeof endSchema>;

/** What runs by itself. */
export const TIMERS = ['detectChanges', 'reconcile', 'verify', 'report'] as const;
export const timerSchema = z.strictObject({
  name: z.enum(TIMERS),
  /** NCRONTAB, UTC. */
  schedule: z.string(),
  /** `failing`: its last try did not end well, it missed its last two times, or comes to no end. `unknown`: it has not run yet. */
  state: z.enum(['ok', 'failing', 'unknown']),
  /** When it last ended well. */
  lastEndAt: time.nullable(),
  /** When it last began, however it ended. */
  lastTryAt: time.nullable(),
  /** Why it is failing. */
  failure: sayingSchema.nullable(),
  /** When it is due next; null: never. */
  nextAt: time.nullable(),
});
export type Timer = z.output<typeof timerSchema>;

/**
 * What `health` answers, with 200 and with 503. Out of Storage only: no statement, no call to HubSpot. It names moments, no ages,
 * so that it stays the same (and its ETag with it) while nothing happens; the `Date` header says what time it is.
 */
export const healthSchema = z
  .strictObject({
    /** Whether nothing below is an error. */
    healthy: z.boolean(),
    /** Since when `healthy` is what it is, as far as the timer saw. */
    since: time.nullable(),
    /** What a person has to know, gravest first, each with the time since when it is so; empty: all is well. */
    troubles: z.array(sayingSchema.extend({ level, since: time.nullable() })),
    ends: z.strictObject({ sqlServer: endSchema, hubspot: endSchema, queue: endSchema, storage: endSchema }),
    /** The last full look (`status`, or the timer's). */
    fullLook: z.strictObject({ at: time, tookMs: milliseconds }).nullable(),
    /** HubSpot is not called, until a person has mended the reason; null: it is called. */
    circuit: sayingSchema.extend({ since: time, nextProbeAt: time }).nullable(),
    timers: z.array(timerSchema),
    queue: z.strictObject({
      batches: count.nullable(),
      /** Since when the oldest message waits that can be taken; null where none does. */
      oldestSince: time.nullable(),
      poisonBatches: count.nullable(),
      /** Records of runs that have no end yet, at `counters.until`. */
      pendingRecords: count.nullable(),
    }),
    lag: z.strictObject({
      /** Changes from before are in HubSpot or have an outcome; of later ones nobody knows yet. The lag is the age of this moment. */
      since: time.nullable(),
      boundMs: milliseconds,
      /** The longest of the last 24 hours, as the timer saw it. */
      worstOfDayMs: milliseconds.nullable(),
    }),
    quota: z.strictObject({
      /** Calls of the whole HubSpot account today; null until HubSpot has told. */
      day: z.strictObject({ used: count, limit: count, usedPercent: percent }).nullable(),
      /** Calls of this app that are sent in any such window at most. */
      window: z.strictObject({ limit: count, windowMs: milliseconds }),
    }),
    /** Deletes that wait for a person; null: none do. */
    deletes: z
      .strictObject({
        since: time,
        /** When it was last found that too many are gone. */
        lastAt: time,
        /** Contacts whose rows went within 24 hours. */
        records: count,
        knownContacts: count.nullable(),
        gonePercent: percent.nullable(),
        /** `sync.maxArchivePercent`. */
        limitPercent: percent,
      })
      .nullable(),
    counters: z.strictObject({
      /** Up to when the timer has counted; null: nothing yet. */
      until: time.nullable(),
      lastDay: totalsSchema,
    }),
    /** Where detection stands, as the change feed wrote it; null before the first run. */
    watermark: z.strictObject({ feed: z.string(), source: z.string(), fullPass: z.boolean() }).nullable(),
    /** Associates that the ledger knows, at the last reconciliation. */
    associates: z.strictObject({ records: count, at: time }).nullable(),
    /** Address of a contact in HubSpot, with `{id}` for its id; null where `HUBSPOT_PORTAL_ID` is not set. */
    contactUrl: z.string().nullable(),
  })
  .meta({ id: 'Health' });
export type Health = z.output<typeof healthSchema>;
