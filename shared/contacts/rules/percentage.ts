import { remember } from '../remember.ts';
import { canonicalDecimal } from './decimal.ts';
import type { Rule } from './rule.ts';

/** Decimals that count, which is what `decimal(9,4)` holds; a float's further digits are its noise. */
const DECIMALS = 4;

/** A hundred per cent in the units that shares are counted in. */
export const WHOLE = 100 * 10 ** DECIMALS;

/**
 * A share from 0 to 100, rounded to four decimals, behind a point or a comma; a percent sign may follow. Few shares are in use.
 */
export const percentage: Rule = remember((value) => {
  const share = canonicalDecimal(value) ?? canonicalDecimal(withoutSign(value));
  const units = share === undefined ? undefined : toUnits(share);
  return units === undefined ? { code: 'PERCENTAGE_INVALID' } : { value: written(units) };
});

/** `33,33 %` → `33.33`. */
function withoutSign(value: string): string {
  return value.replace(/ ?%$/, '').replace(/^(\d{1,3}),(\d{1,20})$/, '$1.$2');
}

/** `33.33` → 333300, in whole units because sums of floats do not add up; undefined outside 0–100. */
export function toUnits(share: string): number | undefined {
  return units(share);
}

const units = remember((share) => {
  const match = /^(\d{1,3})(?:\.(\d+))?$/.exec(share);
  if (!match) return undefined;
  const [, whole = '', fraction = ''] = match;
  const padded = fraction.padEnd(DECIMALS + 1, '0');
  const roundsUp = Number(padded[DECIMALS]) >= 5 ? 1 : 0;
  const sum = Number(whole + padded.slice(0, DECIMALS)) + roundsUp;
  // What is above 100 is not rounded down to it.
  const isAbove = sum > WHOLE || (sum === WHOLE && whole === '100' && /[1-9]/.test(fraction));
  return isAbove ? undefined : sum;
});

function written(units: number): string {
  const digits = String(units).padStart(DECIMALS + 1, '0');
  const fraction = digits.slice(-DECIMALS).replace(/0+$/, '');
  return fraction === '' ? digits.slice(0, -DECIMALS) : `${digits.slice(0, -DECIMALS)}.${fraction}`;
}
