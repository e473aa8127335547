import { canonicalDecimal } from './decimal.ts';
import type { Rule } from './rule.ts';

/** An amount in colones above zero, exact. */
export const salary: Rule = (value) => {
  const amount = canonicalDecimal(value);
  return amount === undefined || amount === '0' || amount.startsWith('-')
    ? { code: 'SALARY_INVALID' }
    : { value: amount };
};
