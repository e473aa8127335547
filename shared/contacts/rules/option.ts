import type { Rule } from './rule.ts';

/** One of the field's `options`: the SQL value (`2`, `02`, `Mensual`) becomes HubSpot's internal value. */
export const option: Rule = (value, field) => {
  const options = field.options ?? {};
  const found = options[value] ?? options[value.toLowerCase()] ?? options[value.replace(/^0+(?=\d)/, '')];
  return found === undefined ? { code: 'OPTION_UNKNOWN' } : { value: found };
};
