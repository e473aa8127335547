import { CODE_PAGES, type CodePage } from './codePages.ts';

const LETTERS = 'ÁÉÍÓÚÜÑáéíóúüñ';

/** Of each letter's UTF-8. */
const SECOND_BYTES: CodePage['bytes'] = new Map(
  [...LETTERS].map((letter) => [letter, 0x80 | (letter.charCodeAt(0) & 0x3f)]),
);

/** What one way of misreading makes of letters of Spanish: the character that stands in the text → the letter that was written. */
type Misreading = ReadonlyMap<string, string>;

/**
 * Every way in which a text in one code page is read in another, made from the pages themselves; and the UTF-8 whose first
 * byte was dropped. (UTF-8 that is whole is repaired, see `repairMojibake`; what its first byte alone leaves is known.)
 */
const MISREADINGS: readonly Misreading[] = CODE_PAGES.flatMap((read) => {
  const characters = new Map([...read.bytes].map(([character, byte]) => [byte, character]));
  const pages = CODE_PAGES.filter((written) => written !== read);
  return [...pages.map(({ bytes }) => bytes), SECOND_BYTES].map((bytes) => misreading(bytes, characters));
});

function misreading(bytes: CodePage['bytes'], characters: ReadonlyMap<number, string>): Misreading {
  return new Map(
    [...LETTERS].flatMap((letter): [string, string][] => {
      const read = characters.get(bytes.get(letter) ?? 0);
      return read === undefined ? [] : [[read, letter]];
    }),
  );
}

const NOT_ASCII = /[^\0-\x7f]/g;

/**
 * What a word says if it was misread: each way in which all of its letters beyond ASCII stand for letters of Spanish, and not for
 * themselves. `MUÐOZ` may be MUÑOZ; `SØRENSEN` is nothing else, for no code page has Ø where another has a letter of Spanish.
 */
export function readingsOf(word: string): readonly string[] {
  const signs = word.match(NOT_ASCII);
  if (!signs) return [];
  return MISREADINGS.flatMap((misread) => {
    if (!signs.every((sign) => misread.has(sign))) return [];
    const reading = word.replace(NOT_ASCII, (sign) => misread.get(sign) ?? '');
    return reading === word ? [] : reading;
  });
}
