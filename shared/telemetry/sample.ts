/** Of the records that are in HubSpot, one in this many is told of. */
export const SAMPLED_ONE_IN = 20;

/** Of the calls to Storage that went well, one in this many: they are most calls, and say least. */
export const STORAGE_CALLS_ONE_IN = 10;

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
