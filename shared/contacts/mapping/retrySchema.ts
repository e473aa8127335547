import * as z from 'zod';
import { knownKeys } from './knownKeys.ts';
import { numberBetween } from './numberBetween.ts';
import { wholeNumber } from './wholeNumber.ts';

/**
 * Statuses of HubSpot that pass: https://developers.hubspot.com/docs/api-reference/error-handling. 500 stands for every 5xx that
 * has no entry here.
 */
export const PASSING_STATUSES = [408, 423, 429, 477, 500, 502, 503, 504] as const;

const passing = z.literal(PASSING_STATUSES, {
  error: `must be one of ${PASSING_STATUSES.join(', ')}; 500 stands for every other 5xx`,
});

/** How a call to HubSpot is tried again in place, before its batch goes back to the queue. */
export const retrySchema = knownKeys({
  tries: wholeNumber(1, 5, 'tries, the first one counted')
    .default(3)
    .describe('Tries of a call, the first one counted; 1: nothing is repeated in place.'),
  factor: numberBetween(1, 10, 'times as long')
    .default(2)
    .describe(
      'How many times as long each further pause may be; the first is up to 1 s, and none is above 10 s.',
    ),
  statuses: z
    .array(passing, { error: 'must be a list of statuses, e.g. [429, 500, 502, 503, 504]' })
    .default([...PASSING_STATUSES])
    .describe(
      'Answers after which a call is repeated in place; 500 stands for every 5xx that has no entry of its own. After a lost answer it is always repeated. After any other passing answer the batch goes back to the queue.',
    ),
}).describe(
  'How a call to HubSpot is tried again in place. These statuses, every 5xx and a lost answer condemn no record: what tries in place do not mend goes back to the queue.',
);
export type Retry = z.output<typeof retrySchema>;
