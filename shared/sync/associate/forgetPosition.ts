import { LostRace } from '../../errors.ts';
import type { StateDocument } from '../ports/stateDocument.ts';

/** A run that is under way moves its position with each page. */
const TRIES = 10;

/** What a key is called in the positions of feeds and runs. */
const NAMES: ReadonlySet<string> = new Set(['afterKey', 'fromKey']);
/** What lists of keys are called in what a verification found. */
const LISTS: ReadonlySet<string> = new Set(['drifted', 'missing', 'gone']);

/**
 * Takes a key out of the position of a run over the table, and out of what it found; answers 1 if it was there. No key stands for "from the beginning" in
 * every position, and what is gone through twice costs fingerprints only.
 */
export async function forgetPosition(
  document: StateDocument,
  isMeant: (key: string) => boolean,
): Promise<0 | 1> {
  for (let tries = 0; tries < TRIES; tries++) {
    const stored = await document.read();
    if (!stored) return 0;
    let isThere = false;
    const text = JSON.stringify(
      JSON.parse(stored.text, (name, value: unknown) => {
        if (LISTS.has(name) && Array.isArray(value)) {
          const others = value.filter((key: unknown) => !(typeof key === 'string' && isMeant(key)));
          isThere ||= others.length < value.length;
          return others;
        }
        if (!NAMES.has(name) || typeof value !== 'string' || !isMeant(value)) return value;
        isThere = true;
        return null;
      }),
    );
    if (!isThere) return 0;
    if ((await document.save(text, stored.etag)) !== undefined) return 1;
  }
  throw new LostRace('a position', []);
}
