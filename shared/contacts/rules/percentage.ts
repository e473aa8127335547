import { remember } from '../remember.ts';
import { canonicalDecimal } from './decimal.ts';
import type { Rule } from './rule.ts';

/**
 * A share from 0 to 100 with at most two decimals, behind a point or a comma; a percent sign may follow. Few shares are in
 * use.
 */
export const percentage: Rule = remember((value) => {
  const share = canonicalDecimal(value) ?? canonicalDecimal(withoutSign(value));
  const inRange = share !== undefined && toHundredths(share) !== undefined;
  return inRange ? { value: share } : { code: 'PERCENTAGE_INVALID' };
});

/** `33,33 %` → `33.33`. */
function withoutSign(value: string): string {
  return value.replace(/ ?%$/, '').replace(/^(\d{1,3}),(\d{1,2})$/, '$1.$2');
}

/** `33.33` → 3333, in whole hundredths because sums of floats do not add up; undefined outside 0–100. */
export function toHundredths(share: string): number | undefined {
  return hundredths(share);
}

const hundredths = remember((share) => {
  const match = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(share);
  if (!match) return undefined;
  const [, whole = '', fraction = ''] = match;
  const sum = Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
  return sum <= 10_000 ? sum : undefined;
});
