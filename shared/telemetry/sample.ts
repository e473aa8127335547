import { createHash } from 'node:crypto';

/** Of the records that are in HubSpot, one in this many is told of. */
export const SAMPLED_ONE_IN = 20;

/** Whether a record that went well is in the sample: the same associates each time, so that their story can be followed. */
export function isSampled(key: string): boolean {
  return createHash('sha1').update(key).digest().readUInt32BE(0) % SAMPLED_ONE_IN === 0;
}
