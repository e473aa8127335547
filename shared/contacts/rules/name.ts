import { hasLostBytes } from '../text/lostBytes.ts';
import { repairMojibake } from '../text/repairMojibake.ts';
import { nameCase } from './nameCase.ts';
import type { Rule } from './rule.ts';
import { LONGEST_TEXT } from './text.ts';

/** Most names: the letters of Spanish, of which nothing can be lost or garbled. */
const SPANISH = /^[A-Za-zÁÉÍÓÚÜÑáéíóúüñ]+(?: [A-Za-zÁÉÍÓÚÜÑáéíóúüñ]+)*$/;

/** Letters, spaces, apostrophes, hyphens and a few signs: nothing to look at twice. */
const USUAL = /^[\p{L}\p{M} '’´`.,()&/-]+$/u;

/**
 * Lost letters, beyond those of any text: a question mark has no place in a name, neither have signs of other
 * alphabets' code pages, nor Ã behind a lower-case letter, whose second half a program dropped (`MarÃa`).
 */
const LOST_IN_NAME = /[?¿]|(?:(?=[¡-\u25a0])[\p{Sm}\p{Sc}\p{So}]|[¡‚¾])|\p{Ll}Ã/u;

/**
 * A given name, or a whole one. Case is put right only when all is upper or all is lower; accents are never added.
 * A name that lost letters is rejected, never guessed.
 */
export const name: Rule = (value) => {
  if (value.length > LONGEST_TEXT) return { code: 'TEXT_TOO_LONG' };
  if (SPANISH.test(value)) return { value: nameCase(value) };
  const isUsual = USUAL.test(value);
  if (hasLostBytes(value) || LOST_IN_NAME.test(value)) return { code: 'NAME_DAMAGED' };
  if (!/\p{L}/u.test(value)) return { code: 'NAME_INVALID' };
  const cased = nameCase(value);
  // Garbled letters that somebody had put in upper or lower case: they look garbled again in the right one.
  if (repairMojibake(cased) !== cased) return { code: 'NAME_DAMAGED' };
  return isUsual ? { value: cased } : { value: cased, warnings: ['NAME_UNUSUAL'] };
};
