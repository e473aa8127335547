import type { Dependency } from './dependencies.ts';

/** Of the records that are in HubSpot, one in this many is told of. */
export const SAMPLED_ONE_IN = 20;

/** Whether a record that went well is in the sample: the same associates each time, so that their story can be followed. */
export function isSampled(key: string): boolean {
  return (fnv1a(key) >>> 8) % SAMPLED_ONE_IN === 0;
}

/** FNV-1a, 32 bits: asked for every record, and a cryptographic hash costs twenty times as much. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Of the calls to Storage that went well, one in this many: they are most calls, and say least. */
export const STORAGE_CALLS_ONE_IN = 10;

/** Steps of the golden section meet no rhythm: a batch makes the same calls in the same order each time. */
const STEP = (Math.sqrt(5) - 1) / 2;

/** Tells of each call which percentage of its like is told of; 0 when it is itself not told of. */
export function createCallSample(): (call: Pick<Dependency, 'type' | 'success'>) => number {
  let seen = 0;
  return ({ type, success }) => {
    if (type !== 'Azure Storage' || !success) return 100;
    seen += 1;
    return (seen * STEP) % 1 < 1 / STORAGE_CALLS_ONE_IN ? 100 / STORAGE_CALLS_ONE_IN : 0;
  };
}
