import { isLongKey } from '../longKey.ts';
import type { Rule } from './rule.ts';

/**
 * What `numero_asociado` looks like unless the mapping file says otherwise: up to 50 letters, digits and `- . _ /`
 * with at least one digit above 0. Only the cooperative knows more.
 */
const DEFAULT_PATTERN = '(?=.*[1-9])[0-9A-Za-z](?:[0-9A-Za-z._/-]{0,48}[0-9A-Za-z])?';

/** Longer values are refused unseen: a pattern of the mapping file may be slow. */
const LONGEST = 100;

/** The associate's number, of the field's `pattern` from its first to its last character. Sent as it is. */
export const numero: Rule = (value, { pattern = DEFAULT_PATTERN }) => {
  if (isLongKey(value)) return { code: 'KEY_TOO_LONG' };
  return value.length <= LONGEST && compiled(pattern)?.test(value) ? { value } : { code: 'NUMERO_INVALID' };
};

/** As many as mapping files have named; `undefined` for what is no regular expression, which matches nothing. */
const patterns = new Map<string, RegExp | undefined>();

function compiled(pattern: string): RegExp | undefined {
  if (!patterns.has(pattern)) patterns.set(pattern, compile(pattern));
  return patterns.get(pattern);
}

function compile(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    return undefined;
  }
}
