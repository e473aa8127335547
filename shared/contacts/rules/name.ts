import type { FindingCode } from '../findings.ts';
import { judgeLetters } from '../text/judgeLetters.ts';
import { isZero } from './isZero.ts';
import { judgeName } from './judgeName.ts';
import { marksAmongLetters } from './marksInName.ts';
import { nameCase } from './nameCase.ts';
import type { Rule } from './rule.ts';
import { LONGEST_TEXT } from './text.ts';

/** Most names: words with the letters of Spanish, in one case or with a capital. Nothing of them is lost. */
const SPANISH =
  /^(?:[A-ZÁÉÍÓÚÜÑ]?[a-záéíóúüñ]+|[A-ZÁÉÍÓÚÜÑ]+)(?: (?:[A-ZÁÉÍÓÚÜÑ]?[a-záéíóúüñ]+|[A-ZÁÉÍÓÚÜÑ]+))*$/;

/**
 * A given name, or a whole one. Case is put right only when all is upper or all is lower; accents are never added.
 * A name that lost letters is rejected, never guessed. One that may be misread, holds a filler, or says that it is a test's or
 * a deceased person's goes with a warning. In a slot, zeros are nobody.
 */
export const name: Rule = (value, { set }) => {
  if (value.length > LONGEST_TEXT) return { code: 'TEXT_TOO_LONG' };
  if (SPANISH.test(value)) {
    const suspect: readonly FindingCode[] = judgeLetters(value) === 'suspect' ? ['NAME_SUSPECT'] : [];
    const warnings = [...suspect, ...marksAmongLetters(value)];
    return warnings.length === 0 ? { value: nameCase(value) } : { value: nameCase(value), warnings };
  }
  return set !== undefined && isZero(value) ? { value: '' } : judgeName(value);
};
