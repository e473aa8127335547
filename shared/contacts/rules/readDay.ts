import { foldSigns } from './foldSigns.ts';
import { isMidnight } from './isMidnight.ts';
import { isZero } from './isZero.ts';
import { readNamedMonth } from './readNamedMonth.ts';

/** The ways in which SQL Server, Excel and forms say "no date": column defaults, the types' first days, zeros. */
const NO_DATE = new Set([
  ...['1900-01-01', '1753-01-01', '0001-01-01', '1899-12-30', '1899-12-31', '0000-00-00'],
  // Excel's day 0, day first and month first.
  ...['1900-01-00', '1900-00-01'],
]);

/** Year first or day first with one separator throughout, or eight digits; what follows may be a time. */
const DAY =
  /^(?:(?<y1>\d{4})(?<s1>[-/.])(?<m1>\d{1,2})\k<s1>(?<d1>\d{1,2})|(?<d2>\d{1,2})(?<s2>[-/.])(?<m2>\d{1,2})\k<s2>(?<y2>\d{4})|(?<y3>\d{4})(?<m3>\d{2})(?<d3>\d{2}))(?<rest>\D.*)?$/;

/** A local time of day, as SQL Server or Windows in Spanish print it. */
const TIME = /^[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,:]\d{1,9})?)?(?: ?[ap]\.? ?m\.?)?$/i;

/** No date with its time is longer. */
const LONGEST = 60;

/**
 * The calendar day that a text names, `YYYY-MM-DD`; empty when it is a way to say that there is none; undefined
 * when it is no day. Day first always, as in es-CR, unless the month has its name; years have four digits (SQL Server's cut-off
 * for two is 2049). Numbers only, never a moment in a zone, but for one that is a midnight: so drivers and programs print a day.
 */
export function readDay(text: string): string | undefined {
  if (ISO.test(text)) return judge(text);
  if (text.length > LONGEST) return undefined;
  const folded = foldSigns(text);
  if (isZero(folded)) return '';
  const parts = DAY.exec(folded)?.groups;
  if (!parts) return judgeNamed(folded);
  const { y1, y2, y3, m1, m2, m3, d1, d2, d3, rest } = parts;
  const day = write(y1 ?? y2 ?? y3, m1 ?? m2 ?? m3, d1 ?? d2 ?? d3);
  return rest === undefined || TIME.test(rest) || isMidnight(day, rest) ? judge(day) : undefined;
}

/** How SQL Server's dates come. */
const ISO = /^\d{4}-\d{2}-\d{2}$/;

function judgeNamed(text: string): string | undefined {
  const named = readNamedMonth(text);
  const isDay = named && (named.rest === '' || TIME.test(named.rest));
  return isDay ? judge(write(named.year, String(named.month), named.day)) : undefined;
}

function write(year = '', month = '', day = ''): string {
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function judge(written: string): string | undefined {
  if (NO_DATE.has(written)) return '';
  const [year, month, day] = [written.slice(0, 4), written.slice(5, 7), written.slice(8)];
  return exists(Number(year), Number(month), Number(day)) ? written : undefined;
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function exists(year: number, month: number, day: number): boolean {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0);
  return year >= 1 && day >= 1 && day <= days;
}
