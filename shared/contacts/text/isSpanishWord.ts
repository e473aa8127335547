/** A syllable's letters in Spanish, accents aside: no K or W, no SCH, no two consonants at a word's end. */
const ONSET = '(?:ch|ll|rr|[qg]u|[ctps]h|[bcfgp]l|[bcdfgpt]r|[bcdfghjlmnñpqrstvxyz])';
const CODA = '(?:[bnrlx]s|[bcdfglmnprstxz])';
const SYLLABLES = new RegExp(`^(?:${ONSET}?[aeiouy]${CODA}?)*${ONSET}?[aeiouy][djlmnrsxyz]?$`);

/** Longer words are none. */
const LONGEST = 25;

/** Whether somebody who speaks Spanish could read the word aloud; accents aside, case aside. */
export function isPronounceable(word: string): boolean {
  return word.length <= LONGEST && SYLLABLES.test(unaccented(word));
}

const ACCENTED = /[áéíóú]/g;

/** An accent beside its own vowel, ñ behind a consonant or at the end, ü without g: no Spanish. */
const NOT_SPANISH =
  /[aá][áa]|[eé][ée]|[ií][íi]|[oó][óo]|[uú][úu]|[bcdfghjlmpqrstvxyz]ñ|ñ(?![aeiouáéíóú])|(?<!g)ü|ü(?![eéií])/;

/**
 * Whether a word with accents looks like Spanish: its syllables, and one accent at most, where the rules of stress want it
 * (RAE, Ortografía 2010, II 3.4). Tells `MARTÍN` from what would be `MÖLLER` with another letter.
 */
export function isSpanishWord(word: string): boolean {
  const lower = word.toLowerCase();
  if ((lower.match(ACCENTED)?.length ?? 0) > 1 || NOT_SPANISH.test(lower)) return false;
  return isPronounceable(lower) && isAccentDue(lower);
}

/** í and ú beside another vowel are always written so: `GARCÍA`, `RAÚL`. */
const HIATUS = /[aeo][íú]|[íú][aeo]/;

function isAccentDue(word: string): boolean {
  const at = word.search(ACCENTED);
  if (at < 0 || HIATUS.test(word)) return true;
  // The weak vowel of a diphthong belongs to the accent's own syllable.
  const behind = word.slice(at + 1).replace(/^[iuy](?![aeo])/, '');
  const syllables = behind.match(/[iuüy]?[aeo][iuy]?|[iuüy]+/g)?.length ?? 0;
  if (syllables > 1) return true;
  return /[aeiouáéíóúns]$/.test(word) ? syllables === 0 : syllables === 1;
}

function unaccented(word: string): string {
  return word.toLowerCase().replace(/[áéíóúü]/g, (letter) => PLAIN[letter] ?? letter);
}

const PLAIN: Readonly<Record<string, string>> = { á: 'a', é: 'e', í: 'i', ó: 'o', ú: 'u', ü: 'u' };
