import { readDay } from './readDay.ts';
import type { Rule } from './rule.ts';

/**
 * A calendar day, sent as `YYYY-MM-DD`, which HubSpot takes for `date` properties and shows the same in any zone.
 */
export const date: Rule = (value) => {
  const day = readDay(value);
  return day === undefined ? { code: 'DATE_INVALID' } : { value: day };
};
