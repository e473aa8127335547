import { exceeds } from '../exceeds.ts';
import { readAmount } from './readAmount.ts';
import type { Rule } from './rule.ts';

/** Digits before the point that SQL Server's money can hold. */
const MOST_DIGITS = /^\d{1,15}(?:\.\d+)?$/;

/**
 * Colones for one pay period. Outside these bounds is worth a look, no more: the minimum wage for unskilled work
 * was 373,092.30 a month in 2026 (Decreto 45303-MTSS), and part-timers paid by the week earn far less.
 */
const PLAUSIBLE = { least: '20000', most: '10000000' };

/** An amount in colones above zero, exact. */
export const salary: Rule = (value) => {
  const amount = readAmount(value);
  if (amount === undefined || amount === '0' || !MOST_DIGITS.test(amount)) return { code: 'SALARY_INVALID' };
  const isPlausible = !exceeds(PLAUSIBLE.least, amount) && !exceeds(amount, PLAUSIBLE.most);
  return isPlausible ? { value: amount } : { value: amount, warnings: ['SALARY_IMPLAUSIBLE'] };
};
