import type { Rule } from './rule.ts';

/**
 * One of the field's `options`: the SQL value (`2`, `02`, `Mensual`) becomes HubSpot's internal value. What is
 * such a value already stays, because the table may be filled from HubSpot too. Case and accents do not matter.
 */
export const option: Rule = (value, { options }) => {
  if (!options || value.length > LONGEST) return { code: 'OPTION_UNKNOWN' };
  const found = Object.hasOwn(options, value) ? options[value] : indexOf(options).get(fold(value));
  return found === undefined ? { code: 'OPTION_UNKNOWN' } : { value: found };
};

/** No option of HubSpot is longer. */
const LONGEST = 3000;

type Options = Readonly<Record<string, string>>;
const indexes = new WeakMap<Options, ReadonlyMap<string, string>>();

/**
 * Folded SQL and HubSpot values → HubSpot value; a SQL value wins over an equal HubSpot value of another option.
 */
function indexOf(options: Options): ReadonlyMap<string, string> {
  const known = indexes.get(options);
  if (known) return known;
  const index = new Map([
    ...Object.values(options).map((value) => [fold(value), value] as const),
    ...Object.entries(options).map(([key, value]) => [fold(key), value] as const),
  ]);
  indexes.set(options, index);
  return index;
}

/** ñ is n with a mark here, as everywhere where values are compared and not shown. */
function fold(value: string): string {
  return value
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/^0+(?=\d)/, '');
}
