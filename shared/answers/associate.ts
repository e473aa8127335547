import * as z from 'zod';
import { code, count, milliseconds, outcome, parameters, sayingSchema, time } from './common.ts';

/** What a person has done about a review. */
export const SEEN_MARKS = ['lookedAt', 'askedMember', 'mergedInHubSpot', 'rowCorrected', 'ignored'] as const;
export const seenMark = z.enum(SEEN_MARKS);
export type SeenMark = z.output<typeof seenMark>;

/** What became of an associate last. Keys, codes, property names and ids only. */
export const outcomeSchema = z.strictObject({
  numeroAsociado: z.string(),
  outcome,
  code,
  /** What the code means and what to do about it. */
  message: z.string(),
  /** The properties concerned. */
  properties: z.array(z.string()),
  hubspotId: z.string().optional(),
  /** The contact (or contacts) that hold the identifier already. */
  conflictId: z.string().optional(),
  /** The other associate who claims the identifier. */
  rivalKey: z.string().optional(),
  /** Since when outcome and code are these. */
  since: time.optional(),
  /** Of a failed one: what crashed, and where. */
  cause: z.string().optional(),
  /** Deliveries of the batch that it came out of. */
  attempts: count,
  durationMs: milliseconds,
  runId: z.string(),
  batchId: z.string(),
});

/** What `readAssociate` answers. */
export const associateSchema = outcomeSchema.extend({
  /** What the last verification found of this associate; null: none has ended, or it does not say. */
  verification: z
    .strictObject({ at: time, found: z.enum(['same', 'drifted', 'missing', 'gone']) })
    .nullable(),
});
export type Associate = z.output<typeof associateSchema>;

/** What `readHistory` answers: the last ten changes of outcome or code, newest first. */
export const historySchema = z.strictObject({
  numeroAsociado: z.string(),
  history: z.array(z.strictObject({ at: time, outcome, code, message: z.string(), runId: z.string() })),
});
export type History = z.output<typeof historySchema>;

const findingSchema = z.strictObject({
  code,
  severity: z.enum(['error', 'warning']),
  property: z.string(),
  /** Of the value: letters, digits and length, never the value. */
  shape: z.string(),
  message: z.string(),
});

const resyncFields = {
  numeroAsociado: z.string(),
  dryRun: z.boolean(),
  outcome,
  code,
  /** What the code means and what to do about it. */
  message: z.string(),
  properties: z.array(z.string()),
  hubspotId: z.string().optional(),
  conflictId: z.string().optional(),
  rivalKey: z.string().optional(),
  correlationId: z.string().optional(),
  /** Per property; `from` and `to` in a dry run only, the one place with personal values. */
  changes: z.array(
    z.strictObject({
      property: z.string(),
      change: z.enum(['changed', 'same']),
      from: z.string().optional(),
      to: z.string().optional(),
    }),
  ),
  findings: z.array(findingSchema),
  runId: z.string(),
  durationMs: milliseconds,
};

/** What `resyncAssociate` answers, 200. Of 409 and 422 the same fields stand in the problem. */
export const resyncSchema = z.strictObject(resyncFields);
export type Resync = z.output<typeof resyncSchema>;

/** The same, 202: it follows by the queue. */
export const resyncQueuedSchema = z.strictObject({
  numeroAsociado: z.string(),
  outcome: z.literal('pending'),
  kind: z.literal('queued'),
  code,
  message: z.string(),
  runId: z.string(),
});
export type ResyncQueued = z.output<typeof resyncQueuedSchema>;

/** The same, 409 and 422. */
export const resyncRefusedSchema = z
  .looseObject({
    ...resyncFields,
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.union([z.literal(409), z.literal(422)]),
    parameters,
    detail: z.string(),
  })
  .meta({ id: 'ResyncRefused' });
export type ResyncRefused = z.output<typeof resyncRefusedSchema>;

/** What `eraseAssociate` answers. */
export const erasedSchema = z.strictObject({
  numeroAsociado: z.string(),
  /** What we held, by kind. */
  removed: z.strictObject({
    outcomes: count,
    reviews: count,
    /** Conflicts of others that named the associate as rival; they stay, without the name. */
    mentions: count,
    adoptionNotes: count,
    positions: count,
  }),
  /** What is left somewhere else, and what a person does about it. */
  remains: z.array(
    sayingSchema.extend({
      contactIds: z.array(z.string()).optional(),
      waitingMessages: count.optional(),
    }),
  ),
});
export type Erased = z.output<typeof erasedSchema>;
