import type { Rule } from './rule.ts';

/** SQL Server's and Excel's ways of saying "no date". */
const NULL_DATES = new Set(['1900-01-01', '1753-01-01', '0001-01-01', '1899-12-30']);

/**
 * A calendar date `YYYY-MM-DD`, never moved through a time zone (Costa Rica's midnights of 1979–1992 do not all
 * exist). HubSpot takes this form for `date` properties.
 */
export const date: Rule = (value) => {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:T00:00:00(?:\.0+)?)?$/.exec(value);
  if (!match) return { code: 'DATE_INVALID' };
  const day = value.slice(0, 10);
  if (NULL_DATES.has(day)) return { value: '' };
  const parsed = new Date(`${day}T00:00:00Z`);
  const exists = !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day);
  return exists ? { value: day } : { code: 'DATE_INVALID' };
};
