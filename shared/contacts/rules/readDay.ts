/** The ways in which SQL Server, Excel and forms say "no date": column defaults, the types' first days, zeros. */
const NO_DATE = new Set(['1900-01-01', '1753-01-01', '0001-01-01', '1899-12-30', '0000-00-00']);

/** Year first or day first with one separator throughout, or eight digits; what follows may be a time. */
const DAY =
  /^(?:(?<y1>\d{4})(?<s1>[-/.])(?<m1>\d{1,2})\k<s1>(?<d1>\d{1,2})|(?<d2>\d{1,2})(?<s2>[-/.])(?<m2>\d{1,2})\k<s2>(?<y2>\d{4})|(?<y3>\d{4})(?<m3>\d{2})(?<d3>\d{2}))(?<rest>\D.*)?$/;

/** A local time of day, as SQL Server or Windows in Spanish print it. */
const TIME = /^[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?: ?[ap]\.? ?m\.?)?$/i;

/** Midnight UTC is how drivers print a day; another moment with a zone may be another day in Costa Rica. */
const MIDNIGHT_UTC = /^[T ]00:00(?::00(?:\.0{1,9})?)?(?:Z|[+-]00:?00)$/;

/**
 * The calendar day that a text names, `YYYY-MM-DD`; empty when it is a way to say that there is none; undefined
 * when it is no day. Day first always, as in es-CR; years have four digits (SQL Server's cut-off for two is 2049).
 * Numbers only, never a moment in a zone: some of Costa Rica's midnights of 1979–1992 do not exist (IANA tz
 * database).
 */
export function readDay(text: string): string | undefined {
  if (ISO.test(text)) return judge(text);
  const parts = text.length > 60 ? undefined : DAY.exec(text)?.groups;
  if (!parts) return undefined;
  const { y1, y2, y3, m1, m2, m3, d1, d2, d3, rest } = parts;
  if (rest !== undefined && !TIME.test(rest) && !MIDNIGHT_UTC.test(rest)) return undefined;
  const year = y1 ?? y2 ?? y3 ?? '';
  const month = (m1 ?? m2 ?? m3 ?? '').padStart(2, '0');
  const day = (d1 ?? d2 ?? d3 ?? '').padStart(2, '0');
  return judge(`${year}-${month}-${day}`);
}

/** How SQL Server's dates come. */
const ISO = /^\d{4}-\d{2}-\d{2}$/;

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
