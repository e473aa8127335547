import type { FindingCode } from '../findings.ts';
import { isPlaceholder } from '../text/placeholder.ts';

const DECEASED =
  'fallecido,fallecida,falleció,fallecio,fallec,difunto,difunta,finado,finada,muerto,muerta,occiso,occisa,deceased,qepd,qdep,qddg,dep,+';
const TEST =
  'prueba,pruebas,test,testing,asdf,asdfg,asdfgh,qwerty,demo,dummy,no usar,no utilizar,borrar,eliminar,eliminado,eliminada';
const OUT_OF_USE = 'duplicado,duplicada,anulado,anulada,inactivo,inactiva';

/** Words, without their points, that say something of the record instead of naming anybody. */
export const MARKS: ReadonlyMap<string, FindingCode> = new Map([
  ...DECEASED.split(',').map((word) => [word, 'NAME_DECEASED'] as const),
  ...[TEST, OUT_OF_USE]
    .join()
    .split(',')
    .map((word) => [word, 'NAME_TEST'] as const),
]);

/** A surname as well, where no sign stands between its letters: `LI NA`, but `MORA N/A`. */
const SHORT_SURNAME = /^(?!xx$|XX$)(?:\p{L}{1,2}|Nan)$/u;

/** Fillers of two words and more have so many characters at least (`N A` are initials), and so many words at most. */
const [SHORTEST_PHRASE, LONGEST_PHRASE] = [6, 3];

/**
 * What somebody wrote into a name: a filler before or behind it (`MORA NULL`, `SALAS NO INDICA`), that the associate has died
 * (`(FALLECIDA)`, `Q.E.P.D.`), that the record is a test's. A filler alone is nothing, which is seen before a name is judged.
 */
export function findMarks(name: string): readonly FindingCode[] {
  const words = name.split(' ');
  const codes = new Set<FindingCode>();
  words.forEach((word, index) => {
    const pair = `${word} ${words[index + 1] ?? ''}`;
    const mark = word.includes('†') ? 'NAME_DECEASED' : (MARKS.get(fold(word)) ?? MARKS.get(fold(pair)));
    if (mark) codes.add(mark);
    else if (words.length > 1 && isFiller(words, index)) codes.add('NAME_FILLER');
  });
  return [...codes];
}

function isFiller(words: readonly string[], index: number): boolean {
  const [word = '', ...others] = words.slice(index, index + LONGEST_PHRASE);
  if (JOINED.test(word) || !BEGINNING.test(word)) return false;
  const isWord = /[\p{L}\p{N}]/u.test(word);
  // A sign between two names joins them (`MORA & HIJOS`).
  if (!isWord && index > 0 && index < words.length - 1) return false;
  if (isPlaceholder(word) && !SHORT_SURNAME.test(word)) return true;
  const phrases = others.map((_, count) => [word, ...others.slice(0, count + 1)].join(' '));
  return isWord && phrases.some((phrase) => phrase.length >= SHORTEST_PHRASE && isPlaceholder(phrase));
}

/** Names with a hyphen or an apostrophe in them are names. */
const JOINED = /\p{L}['’-]\p{L}/u;

/** No filler has an accent on its first letters. */
const BEGINNING = /^(?:[a-z]{3}|[a-z]{1,2}(?![\p{L}\p{M}])|[^\p{L}\p{M}])/iu;

/** Without points (`Q.E.P.D.`) and the signs around it. */
function fold(word: string): string {
  return word.replaceAll('.', '').replace(SIGNS_AROUND, '').toLowerCase();
}

/** Looked for behind a letter only: a run of signs within a long word is gone through once. */
const SIGNS_AROUND = /^[^\p{L}+]+|(?<![^\p{L}+])[^\p{L}+]+$/gu;
