import type { FindingCode } from '../findings.ts';
import { judgeLetters } from '../text/judgeLetters.ts';
import { hasLostBytes } from '../text/lostBytes.ts';
import { repairMojibake } from '../text/repairMojibake.ts';
import { marksInName } from './marksInName.ts';
import { nameCase } from './nameCase.ts';
import type { RuleResult } from './rule.ts';

/**
 * Letters with the marks of their own script, spaces, apostrophes, hyphens and a few signs: nothing to look at twice. No character
 * fits two of the alternatives, or a name of 80 characters would be tried in 2^40 ways.
 */
const USUAL = /^(?:[\p{L} '’´`.,\(\)\&\/\-\u0300-\u036f]|(?<=[^\0-\u036f])[\p{M}--[\u0300-\u036f]])+$/v;

/**
 * Lost letters, beyond those of any text: a question mark has no place in a name, neither have signs of other
 * alphabets' code pages, nor Ã behind a lower-case letter, whose second half a program dropped (`MarÃa`).
 */
const LOST_IN_NAME = /[?¿]|(?:(?=[¡-\u25a0])[\p{Sm}\p{Sc}\p{So}]|[¡‚¾])|\p{Ll}Ã/u;

/** See the rule `name`: all that is looked at in a name, whatever its letters. */
export function judgeName(value: string): RuleResult {
  const letters = judgeLetters(value);
  if (hasLostBytes(value) || LOST_IN_NAME.test(value) || letters === 'damaged')
    return { code: 'NAME_DAMAGED' };
  if (!/\p{L}/u.test(value)) return { code: 'NAME_INVALID' };
  const cased = nameCase(value);
  // Garbled letters that somebody had put in upper or lower case: they look garbled again in the right one.
  const isGarbled = () => repairMojibake(cased) !== cased || judgeLetters(cased) === 'damaged';
  if (cased !== value && isGarbled()) return { code: 'NAME_DAMAGED' };
  const unusual: readonly FindingCode[] = USUAL.test(value) ? [] : ['NAME_UNUSUAL'];
  const suspect: readonly FindingCode[] = letters === 'suspect' ? ['NAME_SUSPECT'] : [];
  const warnings = [...unusual, ...suspect, ...marksInName(value)];
  return warnings.length === 0 ? { value: cased } : { value: cased, warnings };
}
