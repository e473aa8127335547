import { foldSigns } from './foldSigns.ts';
import type { Rule } from './rule.ts';

/**
 * One of the field's `options`: the SQL value (`2`, `02`, `Mensual`) becomes HubSpot's internal value. What is
 * such a value already stays, because the table may be filled from HubSpot too. Case, accents, the decimals of a whole number
 * (`2.0`) and a person's gender (`SOLTERA`, `Soltero(a)`) do not matter.
 */
export const option: Rule = (value, { options }) => {
  if (!options || value.length > LONGEST) return { code: 'OPTION_UNKNOWN' };
  const found = Object.hasOwn(options, value) ? options[value] : find(value, indexOf(options));
  return found === undefined ? { code: 'OPTION_UNKNOWN' } : { value: found };
};

/** No option of HubSpot is longer. */
const LONGEST = 3000;

type Options = Readonly<Record<string, string>>;
interface Index {
  /** Folded SQL and HubSpot values → HubSpot value; a SQL value wins over an equal HubSpot value of another option. */
  readonly exact: ReadonlyMap<string, string>;
  /** The same without gender; undefined where two options differ in nothing else. */
  readonly ofEither: ReadonlyMap<string, string | undefined>;
}
const indexes = new WeakMap<Options, Index>();

function find(value: string, { exact, ofEither }: Index): string | undefined {
  const folded = fold(value);
  return exact.get(folded) ?? ofEither.get(withoutGender(folded));
}

function indexOf(options: Options): Index {
  const known = indexes.get(options);
  if (known) return known;
  const exact = new Map([
    ...Object.values(options).map((value) => [fold(value), value] as const),
    ...Object.entries(options).map(([key, value]) => [fold(key), value] as const),
  ]);
  const ofEither = new Map<string, string | undefined>();
  for (const [folded, value] of exact) {
    const key = withoutGender(folded);
    ofEither.set(key, ofEither.has(key) && ofEither.get(key) !== value ? undefined : value);
  }
  const index = { exact, ofEither };
  indexes.set(options, index);
  return index;
}

/** ñ is n with a mark here, as everywhere where values are compared and not shown. */
function fold(value: string): string {
  return foldSigns(value)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/^0+(?=\d)/, '')
    .replace(/^(\d+)\.0+$/, '$1');
}

/** `soltera`, `soltero(a)`, `soltero/a`, `solter@`, `viudo_a` → as men are written. */
function withoutGender(folded: string): string {
  return folded.replace(/(?: ?\([ao]\)| ?[/_-] ?[ao])$/, '').replace(/[a@]$/, 'o');
}
