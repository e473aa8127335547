import { createHash } from 'node:crypto';

/**
 * The longest key that an associate may have, in characters: a name in Azure's tables holds 512 UTF-16 units, and behind the key
 * stands what else it has to tell apart. What is neither letter nor digit may take six there (`~200b.`).
 */
export const LONGEST_KEY = 400;
const SIGN = /[^\p{L}\p{N} .,_-]/gu;
const PLACES_OF_A_SIGN = 6;
const READABLE = 40;

/** Whether a key is too long to be anybody's number. */
export function isLongKey(key: string): boolean {
  // As nearly all are.
  if (key.length * PLACES_OF_A_SIGN <= LONGEST_KEY) return false;
  const signs = key.match(SIGN)?.length ?? 0;
  return key.length + signs * (PLACES_OF_A_SIGN - 1) > LONGEST_KEY;
}

/** Of a long key its beginning, for reading, and a hash of all of it, which tells it apart; any other key as it is. */
export function shortenKey(key: string): string {
  if (!isLongKey(key)) return key;
  const hash = createHash('sha256').update(key).digest('hex').toUpperCase();
  return `${key.slice(0, READABLE).replace(/[^A-Za-z0-9]/g, '-')}-${hash}`;
}
