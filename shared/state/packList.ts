import * as z from 'zod';
import { MAX_CHARACTERS } from './packText.ts';

const listSchema = z.array(z.string());

/**
 * A list of texts as values of an entity, `name0`, `name1` …: each a JSON array that Table Storage can hold. It is cut
 * between texts, because a cut in the middle of one may halve a character.
 */
export function packList(name: string, texts: readonly string[]): Record<string, string> {
  const pieces: string[][] = [[]];
  let characters = 0;
  for (const text of texts) {
    const size = JSON.stringify(text).length + 1;
    if (characters + size > MAX_CHARACTERS && characters > 0) {
      pieces.push([]);
      characters = 0;
    }
    pieces.at(-1)?.push(text);
    characters += size;
  }
  return Object.fromEntries(pieces.map((piece, index) => [`${name}${index}`, JSON.stringify(piece)]));
}

/** The list that `packList` wrote; undefined when it is not there or not readable. */
export function unpackList(name: string, entity: Readonly<Record<string, unknown>>): string[] | undefined {
  const texts: string[] = [];
  for (let index = 0; ; index++) {
    const value = entity[`${name}${index}`];
    if (typeof value !== 'string') return index === 0 ? undefined : texts;
    const piece = parseList(value);
    if (!piece) return undefined;
    texts.push(...piece);
  }
}

function parseList(text: string): readonly string[] | undefined {
  try {
    return listSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
