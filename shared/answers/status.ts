import * as z from 'zod';
import { count, level, milliseconds, sayingSchema, time } from './common.ts';

const health = sayingSchema.extend({ level });

const timer = health.extend({ lastEndedAt: time.optional(), lastCompletedAt: time.optional() });

export const statusSchema = z
  .strictObject({
    at: time,
    tookMs: milliseconds,
    /** Whether nothing below is an error. */
    healthy: z.boolean(),
    /** Settings and mapping file: one entry per problem. */
    configuration: z.array(sayingSchema),
    /** One entry per check of the source, with the script that mends it. */
    sqlServer: z.array(health.extend({ check: z.string(), script: z.string().optional() })),
    hubspot: health.extend({
      limits: z
        .strictObject({
          used: count,
          limit: count,
          windowMs: milliseconds,
          /** Nothing is sent before. */
          pausedUntil: time.optional(),
          day: z.strictObject({ limit: count, remaining: count }).optional(),
        })
        .optional(),
    }),
    storage: health,
    /** Whether telemetry can be sent. */
    telemetry: health,
    deletes: health,
    /** Whether each timer runs, when it last ended, and when it last did all it is there for; `verify` only where it is on. */
    timers: z.strictObject({
      detectChanges: timer,
      reconcile: timer,
      report: timer,
      verify: timer.optional(),
    }),
    /** Batches that wait, about; absent when Storage does not say. */
    waitingBatches: count.optional(),
    /** Where detection stands, as the change feed wrote it; absent before the first run. */
    watermark: z.unknown().optional(),
  })
  .meta({ id: 'Status' });
export type StatusAnswer = z.output<typeof statusSchema>;
