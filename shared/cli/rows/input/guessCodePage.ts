import { CODE_PAGES, type CodePage } from '../../../contacts/text/codePages.ts';
import type { HighBytes } from './byteSurvey.ts';

/** The code page in which an extract was most likely written. */
export interface CodePageGuess {
  readonly page: CodePage;
  /** Bytes above 127, and how many of them are letters of Spanish in that page. */
  readonly bytes: number;
  readonly spanish: number;
}

/**
 * Finds the code page that makes letters of Spanish out of the bytes above 127. A capital behind a small letter, or a small
 * letter before a capital, speaks against it: `JESÚS` of cp850 is `JESéS` in windows-1252.
 */
export function guessCodePage(high: HighBytes): CodePageGuess {
  const weighed = CODE_PAGES.map((page) => ({ page, ...weigh(page, high) }));
  const best = weighed.reduce((one, other) => (other.score > one.score ? other : one));
  const { page, bytes, spanish } = best;
  return { page, bytes, spanish };
}

const SPANISH = /^[áéíóúüñ]$/i;
/** Signs that Spanish text, or a program that writes it, puts among the letters. */
const COMMON_SIGN = /^[ªº°¿¡·´¨«»€¢₡‘’“”–—…\u00a0]$/;

function weigh(page: CodePage, { behindSmall, beforeCapital, elsewhere }: HighBytes) {
  let [score, bytes, spanish] = [0, 0, 0];
  for (const [index, character] of charactersOf(page).entries()) {
    const small = behindSmall[index] ?? 0;
    const capital = beforeCapital[index] ?? 0;
    const count = small + capital + (elsewhere[index] ?? 0);
    const misfits = isCapital(character) ? small : isSmall(character) ? capital : 0;
    score += count * weightOf(character) - 2 * misfits;
    bytes += count;
    if (SPANISH.test(character)) spanish += count;
  }
  return { score, bytes, spanish };
}

function weightOf(character: string): number {
  if (SPANISH.test(character)) return 2;
  if (/^\p{L}$/u.test(character)) return 0.5;
  return COMMON_SIGN.test(character) ? 0 : -2;
}

/** By byte − 128; empty where the page has none. */
function charactersOf({ bytes }: CodePage): readonly string[] {
  const characters = Array.from({ length: 128 }, () => '');
  for (const [character, byte] of bytes) characters[byte - 128] = character;
  return characters;
}

function isCapital(character: string): boolean {
  return character !== character.toLowerCase();
}

function isSmall(character: string): boolean {
  return character !== character.toUpperCase();
}
