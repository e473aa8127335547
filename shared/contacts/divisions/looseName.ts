import { remember } from '../remember.ts';
import type { DivisionLevel } from './divisionLevels.ts';
import { foldName } from './foldName.ts';

/** What people write before a place's name to say what it is. */
const LEVEL_WORDS: Readonly<Record<DivisionLevel, readonly string[]>> = {
  provincia: ['provincia', 'prov', 'pcia'],
  canton: ['canton', 'cton', 'cant'],
  distrito: ['distrito', 'dist', 'distr', 'dto'],
};

const WORDS: ReadonlyMap<string, string> = new Map([
  ['sta', 'santa'],
  ['sto', 'santo'],
  ['sn', 'san'],
  ['pto', 'puerto'],
  ['pta', 'punta'],
  ['cd', 'ciudad'],
  ['cdad', 'ciudad'],
  ['gral', 'general'],
  ['xiii', '13'],
  ['trece', '13'],
  ['veintisiete', '27'],
  ['cinco', '5'],
  ['tres', '3'],
  ['dos', '2'],
  ['equis', 'x'],
]);

/** Behind a name, in brackets: another name, or a note. */
const REMARK = /\([^()]*\) *$/;

/** Some lists write them and others do not (`La Legua`), or contract them (`del General`). */
const LEFT_OUT = new Set(['el', 'la', 'los', 'las', 'de', 'del']);

const SAINTS = new Set(['san', 'santa', 'santo']);

/**
 * The form in which the names of places are compared when their exact names are nobody's: without articles, spaces and
 * remarks in brackets, abbreviations written out. Empty when nothing is left.
 */
export function looseName(level: DivisionLevel, name: string): string {
  return ofLevel[level](name);
}

const ofLevel = {
  provincia: remember((name: string) => loosen('provincia', name)),
  canton: remember((name: string) => loosen('canton', name)),
  distrito: remember((name: string) => loosen('distrito', name)),
};

function loosen(level: DivisionLevel, name: string): string {
  const [first = '', ...others] = foldName(name.replace(REMARK, '')).split(' ');
  const words = others.length > 0 && LEVEL_WORDS[level].includes(first) ? others : [first, ...others];
  return words
    .filter((word) => !LEFT_OUT.has(word))
    .map((word) => WORDS.get(word) ?? word)
    .join('');
}

/**
 * A place's loose names: its own, with `S.` for its saint, with its articles where all is one word, and with what it lies in
 * (`San Rafael de Escazú`).
 */
export function looseNames(level: DivisionLevel, name: string, within: readonly string[]): readonly string[] {
  const words = foldName(name).split(' ');
  const short = words.map((word) => (SAINTS.has(word) ? 's' : word)).join(' ');
  const own = [name, short, words.join('')];
  const all = [...own, ...within.flatMap((parent) => [`${name} ${parent}`, `${short} ${parent}`])];
  return [...new Set(all.map((one) => looseName(level, one)))];
}
