import { remember } from '../remember.ts';
import { isFrequentName } from './isFrequentName.ts';
import { isPronounceable, isSpanishWord } from './isSpanishWord.ts';
import { readingsOf } from './misreadings.ts';

/** `damaged`: no name is written so. `suspect`: a foreign name may be, a misread one too. */
export type LetterVerdict = 'sound' | 'suspect' | 'damaged';

/**
 * Whether the letters of a name are those that somebody wrote, or what a wrong code page made of them. A word is in doubt when it
 * would be all Spanish in another reading; then it counts how the languages that have its letters use them.
 */
export function judgeLetters(name: string): LetterVerdict {
  if (!DOUBTFUL.test(name)) return 'sound';
  let verdict: LetterVerdict = 'sound';
  for (const word of name.split(BETWEEN_WORDS)) {
    const ofWord = judgeWord(word);
    if (ofWord === 'damaged') return ofWord;
    if (ofWord === 'suspect') verdict = ofWord;
  }
  return verdict;
}

/**
 * A character beyond ASCII and Spanish; capitals and small letters side by side as in no Spanish name, which is the only mark of
 * some misreadings; or a letter of Spanish that others are misread as.
 */
const DOUBTFUL =
  /í|(?<![Gg])[Üü]|(?<![A-Za-zÁÉÍÓÚÜÑáéíóúüñ])[éÚ]|[^\0-\x7fÁÉÍÓÚÜÑáéíóúüñ]|[a-záéíóúüñ]Ú|[A-ZÁÉÍÓÚÜÑ]Ú[a-záéíóúüñ]|[A-ZÁÉÍÓÚÜÑ][áéíóúüñ](?![a-z])|(?<![a-zA-ZÁÉÍÓÚÜÑáéíóúüñ])[áéíóúüñ][A-ZÁÉÍÓÚÜÑ]/;

/** Signs that no misreading makes. */
const BETWEEN_WORDS = /[ \-/.,()&"']+/;

const CAPITALS = /^[^\p{Ll}]+$/u;
const SMALL = /^[^\p{Lu}]+$/u;
const TITLE = /^\p{Lu}[^\p{Lu}]*$/u;
const isOfOneCase = (word: string) => CAPITALS.test(word) || SMALL.test(word) || TITLE.test(word);

const SPANISH = /^[A-Za-zÁÉÍÓÚÜÑáéíóúüñ]+$/;
/** Letters of living alphabets; not the signs among them (ª, ⁿ, µ, ƒ). */
const LATIN = /^(?:(?![ªºⁿƒ])\p{Script=Latin})+$/u;

/**
 * Of a word in more than one case: whether a letter with a mark is its only small one, by half a conversion to capitals, or a
 * misreading. German had no capital of ß for long.
 */
const hasSmallAmongCapitals = (word: string) => !/[a-z]/.test(word) && /(?!ß)\p{Ll}/u.test(word);

const judgeWord = remember((word: string): LetterVerdict => {
  const isMixed = !isOfOneCase(word);
  if (SPANISH.test(word)) return isMixed ? judgeMixed(word) : judgeSpanish(word);
  if (isMixed && hasSmallAmongCapitals(word)) return 'damaged';
  if (word.includes('Ã') || word.includes('ã')) return judgeTilde(word);
  const readings = readingsOf(word).filter(isOfOneCase);
  if (readings.length === 0) return 'sound';
  if (!LATIN.test(word)) return judgeSigns(word, readings);
  if (isMixed) return 'damaged';
  if (SURE_USES.test(word)) return 'sound';
  if (!USES.test(word)) return 'damaged';
  return readings.some(isSpanishWord) ? 'suspect' : 'sound';
});

/** `PÚrez` can be nothing but a misreading; `RAéL` may be RAÚL, or Rael typed on a keyboard without É. */
function judgeMixed(word: string): LetterVerdict {
  if (/[a-záéíóúüñ]Ú|Ú[a-záéíóúüñ]/.test(word) && readingsOf(word).some(isOfOneCase)) return 'damaged';
  return hasSmallAmongCapitals(word) ? 'suspect' : 'sound';
}

/**
 * Ü of capitals without a G before it, and ü in front: of Ú and Á whose first bytes were dropped (`JESÜS`, `üngel`), or of another
 * language.
 */
const UMLAUT = /^(?:(?=.*(?<!G)Ü)[^a-z]+|ü.+)$/;
const GERMAN_NAMES: ReadonlySet<string> = new Set(['MÜLLER', 'JÜRGEN', 'TÜRK']);

/** Letters of Spanish throughout, in the right case: another reading has to be a likely name (`Herníndez`). */
function judgeSpanish(word: string): LetterVerdict {
  const readings = readingsOf(word).filter(isOfOneCase);
  const isUmlaut = UMLAUT.test(word) && !GERMAN_NAMES.has(word);
  return readings.some((reading) => isFrequentName(reading) || (isUmlaut && isSpanishWord(reading)))
    ? 'suspect'
    : 'sound';
}

/** Portuguese ends words so; elsewhere Ã is the first half of a letter whose second half a program dropped (`ACUÃA`). */
const PORTUGUESE = /ã[oe]s?$/i;
/** Behind a vowel it may be either: JOÃO, but `BRICEÃO`. */
const BEHIND_VOWEL = /[aeou]ãos?$/i;
const PORTUGUESE_NAMES: ReadonlySet<string> = new Set(['joão', 'leão', 'abraão']);
/** Of ROCÍO, RÍOS, PATIÑO and their like nothing else is left. */
const SPANISH_NAMES: ReadonlySet<string> = new Set(
  'rocão rão rãos darão berrãos pão patião nião marião trivião'.split(' '),
);

function judgeTilde(word: string): LetterVerdict {
  if (!PORTUGUESE.test(word)) return word.includes('Ã') ? 'damaged' : 'suspect';
  if (!isOfOneCase(word) || SPANISH_NAMES.has(word.toLowerCase())) return 'damaged';
  const isName = !BEHIND_VOWEL.test(word) || PORTUGUESE_NAMES.has(word.toLowerCase());
  return isName ? 'sound' : 'suspect';
}

/** A sign within a word (`P…REZ`), or at its end where the rest is no word (`…SCAR`). */
function judgeSigns(word: string, readings: readonly string[]): LetterVerdict {
  if (CATALAN_L.test(word)) return 'sound';
  const letters = word.replace(SIGNS_AROUND, '');
  if (letters === '') return 'sound';
  if (letters === word && !APOSTROPHE.test(word)) return 'damaged';
  // The signs around it are quotes: there is no more to it than that they are unusual.
  if (letters !== word && SPANISH.test(letters)) return isPronounceable(letters) ? 'sound' : 'damaged';
  if (ELISION.test(word) || !readings.some(isSpanishWord)) return 'sound';
  return BETWEEN_VOWELS.test(word) ? 'suspect' : 'damaged';
}

const CATALAN_L = /l·l/i;
const SIGNS_AROUND = /^\P{L}+|(?<!\P{L})\P{L}+$/gu;
const APOSTROPHE = /’/;
/** `O’connor`, `d’avanzo`; behind it a name of its own, so not `D’az`. */
const ELISION = /^[dolnm]’\p{L}{3}/iu;
const BETWEEN_VOWELS = /[aeiou]’[aeiou]/i;

/** What only the languages that have the letter write: CAMÕES, François, Lecœur. */
const SURE_USES = /õe|ç[aou]|œu/i;

/**
 * Where the languages that have these letters use them; elsewhere in a word they are a misreading. Ë behind a vowel or at the end
 * (NOËL, BRONTË), Ö between consonants (KÖHLER), È behind a consonant (AGNÈS), Û between two (BRÛLÉ), Ð beside one (GUÐRÚN), ß
 * behind a vowel (Groß), ç at either end (Çelik), Ù at the end (Cantù), Å anywhere (HÅKAN).
 */
const USES =
  /[aeiou]ë(?![aeiou])|ë$|(?<![aeo])ö(?![aeo])|(?<![aeou])è(?![aeiou])|[^aeiou]û[^aeiou]|ð([^aeiou]|$)|[^aeiou]ð|[aeiou]ß|ç$|ù$|å|^[âãäæçêìîòöýžÿð]/i;
