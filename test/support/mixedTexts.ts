import { pick } from './anyText.ts';
import { randomFrom } from './associates.ts';

/** Parts put together, at most. */
const MOST = 6;

/**
 * `count` texts of these parts put together at random, every third with a character changed, added or taken out; the same for the
 * same seed. One after another, because a million may be asked for.
 */
export function* mixedTexts(seed: number, count: number, parts: readonly string[]): Generator<string> {
  const random = randomFrom(seed);
  const alphabet = [...new Set(parts.join(''))];
  for (let made = 0; made < count; made++) {
    let text = '';
    for (let more = Math.ceil(random() * MOST); more > 0; more--) text += pick(random, parts);
    yield random() < 1 / 3 ? changed(text, random, alphabet) : text;
  }
}

/** A character of the parts for one of the text's, or for none, or any character of Unicode's first plane. */
function changed(text: string, random: () => number, alphabet: readonly string[]): string {
  const at = Math.floor(random() * (text.length + 1));
  const kind = random();
  const any =
    kind < 0.1 ? String.fromCharCode(Math.floor(random() * 0x10000)) : (pick(random, alphabet) ?? '');
  const behind = kind < 0.6 ? at + 1 : at;
  return text.slice(0, at) + (kind > 0.5 && kind < 0.6 ? '' : any) + text.slice(behind);
}

/** What two functions make of the texts: the first few of which they say something else, and how many each answer had. */
export function compareOver<Answer>(
  texts: Iterable<string>,
  fast: (text: string) => Answer,
  slow: (text: string) => Answer,
): { readonly differing: readonly unknown[]; readonly answers: ReadonlyMap<string, number> } {
  const differing: unknown[] = [];
  const answers = new Map<string, number>();
  for (const text of texts) {
    const [ours, theirs] = [fast(text), slow(text)];
    const said = JSON.stringify(theirs) ?? 'undefined';
    if (JSON.stringify(ours) !== JSON.stringify(theirs) && differing.length < 5)
      differing.push({ text, ours, theirs });
    const kind = said === 'undefined' || said === 'false' ? 'no' : 'yes';
    answers.set(kind, (answers.get(kind) ?? 0) + 1);
  }
  return { differing, answers };
}
