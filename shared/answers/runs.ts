import * as z from 'zod';
import { WRITE_OPERATIONS } from '../outcomes/writeOperation.ts';
import { count, countsByCodeSchema, milliseconds, outcomeCountsSchema, time } from './common.ts';
import { runName } from './reviews.ts';

export const RUN_MODES = [
  'incremental',
  'full',
  'reconcile',
  'adopt',
  'verify',
  'replay',
  'resync',
  'releaseDeletes',
] as const;
export type RunMode = (typeof RUN_MODES)[number];

/**
 * `paused`: it goes on by itself once what health says is mended. `cancelling`: nothing more is produced, what is on the queue
 * is still written.
 */
export const RUN_STATES = ['running', 'paused', 'cancelling', 'cancelled', 'ended', 'failed'] as const;
export type RunState = (typeof RUN_STATES)[number];

const adoption = z.strictObject({
  phase: z.enum(['read', 'write', 'done']),
  dryRun: z.boolean(),
  /** Contacts read. */
  contacts: count,
  /** Have our key already. */
  keyed: count,
  /** Share nothing with any associate. */
  withoutPartner: count,
  byNumber: count,
  byCedula: count,
  byEmail: count,
  /** Associates with one contact that fits. */
  fitting: count,
  /** Associates whose only contact contradicts them. */
  contradicting: count,
  /** Associates whom two contacts fit, or whose contact fits two associates. */
  ambiguous: count,
});

const verification = z.strictObject({
  phase: z.enum(['rows', 'contacts', 'done']),
  repair: z.boolean(),
  /** `checked` = same + drifted + missing + gone; `skipped`: need not be in HubSpot as they are. */
  counts: z.strictObject({
    checked: count,
    same: count,
    drifted: count,
    missing: count,
    gone: count,
    skipped: count,
  }),
  /** Contacts by the property that has another value. */
  drift: countsByCodeSchema,
  /** The first fifty of each kind. */
  keys: z.strictObject({
    drifted: z.array(z.string()),
    missing: z.array(z.string()),
    gone: z.array(z.string()),
  }),
});

/** A run, in the list and by itself. */
export const runSchema = z
  .strictObject({
    runId: z.string(),
    mode: z.enum(RUN_MODES),
    /** As a person named it. */
    name: z.string().optional(),
    state: z.enum(RUN_STATES),
    /** Nothing of it is pending, and nothing follows. */
    done: z.boolean(),
    startedAt: time,
    /** When the last of it came to its end; null while it is under way. */
    endedAt: time.nullable(),
    /** From start to end; null while it is under way. */
    durationMs: milliseconds.nullable(),
    /** Changes found and put on the queue. */
    detected: count,
    counts: outcomeCountsSchema,
    rejectedByCode: countsByCodeSchema,
    notInHubSpot: count,
    /** What moves: rows gone through, contacts read or compared, else records that came to their end. */
    processed: count,
    /** What `processed` will come to; null where nobody knows. */
    total: count.nullable(),
    recordsPerMinute: z.number().min(0).nullable(),
    /** At that rate; null where it is not known, or while the run is paused. */
    secondsLeft: count.nullable(),
    cancelledAt: time.nullable(),
    canCancel: z.boolean(),
    /** Whether a start with `resume` of this run goes on where it was cancelled. */
    canResume: z.boolean(),
    adoption: adoption.optional(),
    verification: verification.optional(),
  })
  .meta({ id: 'Run' });
/** What `readSync` answers. */
export type Run = z.output<typeof runSchema>;

/** The query of `listSyncs`. */
export const runsQuerySchema = z.strictObject({
  /** 1 to 200, 50 where absent. */
  top: z.int().min(1).max(200).optional(),
  /** As the page before ended with. */
  continuation: z.string().optional(),
});

/** What `listSyncs` answers: newest first. A detection that found nothing is in no list. */
export const runsSchema = z.strictObject({
  runs: z.array(runSchema),
  continuation: z.string().optional(),
});
export type Runs = z.output<typeof runsSchema>;

const named = { operation: z.enum(WRITE_OPERATIONS).optional(), name: runName.optional() };
/** The run that was cancelled and is to go on. */
const resume = z.string().optional();

/** The body of `startSync`. */
export const startRequestSchema = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('incremental'), ...named }),
  z.strictObject({ mode: z.literal('full'), resume, ...named }),
  z.strictObject({ mode: z.literal('adopt'), dryRun: z.boolean().optional(), resume, ...named }),
  z.strictObject({ mode: z.literal('verify'), repair: z.boolean().optional(), resume, ...named }),
  z.strictObject({ mode: z.literal('releaseDeletes'), name: runName.optional() }),
]);
export type StartRequest = z.output<typeof startRequestSchema>;

/** What it answers, 202. */
export const startedSchema = z.strictObject({
  runId: z.string(),
  /** One that was under way, or cancelled, goes on. */
  resumed: z.boolean().optional(),
  /** Of `releaseDeletes`. */
  released: count.optional(),
});
export type Started = z.output<typeof startedSchema>;

/** What `cancelSync` answers: 202 while what is on the queue is still written, else 200. */
export const cancelledSchema = z.strictObject({
  runId: z.string(),
  state: z.enum(['cancelling', 'cancelled']),
  /** Records that are on the queue and still written. */
  pending: count,
});
export type Cancelled = z.output<typeof cancelledSchema>;
