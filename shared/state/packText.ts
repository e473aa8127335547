/** Table Storage: a text value holds at most 64 KiB of UTF-16. */
export const MAX_CHARACTERS = 30_000;

/**
 * A text as values of an entity, `text0`, `text1` …: Table Storage takes no longer ones. What is not ASCII is escaped as in JSON, so that
 * no cut halves a character.
 */
export function packText(text: string): Record<string, string> {
  const ascii = text.replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const pieces: Record<string, string> = {};
  for (let at = 0, index = 0; at < ascii.length; at += MAX_CHARACTERS, index++)
    pieces[`text${index}`] = ascii.slice(at, at + MAX_CHARACTERS);
  return pieces;
}

/** The text that `packText` cut, of JSON the same JSON. */
export function unpackText(entity: Readonly<Record<string, unknown>>): string {
  let text = '';
  for (let index = 0; typeof entity[`text${index}`] === 'string'; index++) text += entity[`text${index}`];
  return text;
}
