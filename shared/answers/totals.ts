import * as z from 'zod';
import { count, countsByCodeSchema, milliseconds, outcomeCountsSchema } from './common.ts';

/** Batches that ended in a time, summed over their accounts. Each batch is in exactly one minute: that of its end. */
export const totalsSchema = z
  .strictObject({
    /** Records that came to an end: the sum of `outcomes` but `pending`. */
    records: count,
    outcomes: outcomeCountsSchema.omit({ pending: true }),
    /** Of the unchanged ones, those that HubSpot has no contact of. */
    notInHubSpot: count,
    rejectedByCode: countsByCodeSchema,
    /** Those in conflict, and the failed ones. */
    othersByCode: countsByCodeSchema,
    batches: count,
    /** Calls to HubSpot that the batches made. */
    calls: count,
    /** Time in which at least one batch was under way. */
    busyMs: milliseconds,
    /** Of one batch; null where there was none. */
    batchMs: z.strictObject({ mean: milliseconds, p95: milliseconds }).nullable(),
  })
  .meta({ id: 'Totals' });
export type Totals = z.output<typeof totalsSchema>;
