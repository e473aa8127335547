/** A day whose month is written as a word. */
export interface NamedDay {
  readonly year: string;
  /** From 1. */
  readonly month: number;
  readonly day: string;
  /** What stands behind it, with the space before. */
  readonly rest: string;
}

const MONTHS: readonly (readonly string[])[] = [
  ['january', 'enero'],
  ['february', 'febrero'],
  ['march', 'marzo'],
  ['april', 'abril'],
  ['may', 'mayo'],
  ['june', 'junio'],
  ['july', 'julio'],
  ['august', 'agosto'],
  ['september', 'septiembre', 'setiembre'],
  ['october', 'octubre'],
  ['november', 'noviembre'],
  ['december', 'diciembre'],
];

/** SQL Server's styles 0, 100, 107, 109: `Mar  5 1990 12:00AM`, `Mar 05, 1990`. */
const MONTH_FIRST = /^(?<month>\p{L}{3,10})\.? (?<day>\d{1,2}),? (?<year>\d{4})(?<rest> .*)?$/u;
/** Styles 106 and 113, Oracle, people: `05 Mar 1990`, `05-MAR-1990`, `5 de marzo de 1990`. */
const DAY_FIRST =
  /^(?<day>\d{1,2})(?:[ /-]|,? de )(?<month>\p{L}{3,10})\.?(?:[ /-]|,? del? )(?<year>\d{4})(?<rest> .*)?$/u;

/** Reads a day with the name of its month, or at least three letters of it, in English or Spanish. */
export function readNamedMonth(text: string): NamedDay | undefined {
  const { month = '', day, year, rest = '' } = (MONTH_FIRST.exec(text) ?? DAY_FIRST.exec(text))?.groups ?? {};
  const name = month.toLowerCase();
  const index = MONTHS.findIndex((names) => names.some((full) => full.startsWith(name)));
  if (day === undefined || year === undefined || index < 0) return undefined;
  return { year, month: index + 1, day, rest };
}
