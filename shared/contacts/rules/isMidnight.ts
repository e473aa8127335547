/** A time of day with its zone, as JavaScript and SQL Server's datetimeoffset print it. */
const ZONED = /^[T ](?<hour>\d{2}):00(?::00(?:\.0{1,9})?)? ?(?:Z|(?<zone>[+-]\d{2}:?\d{2}))$/i;

/**
 * When Costa Rica's clocks were an hour ahead (IANA tz database), first and last day: then midnight was 5:00 UTC, and 6:00 at all
 * other times.
 */
const SUMMER_TIMES: readonly (readonly [first: string, last: string])[] = [
  ['1979-02-25', '1979-06-03'],
  ['1980-02-24', '1980-06-01'],
  ['1991-01-19', '1991-07-01'],
  ['1992-01-18', '1992-03-15'],
];

/**
 * Whether a time with a zone is the midnight with which `day` (`YYYY-MM-DD`) begins: in the zone that it names, which is how a day
 * without a time is printed, or in Costa Rica and printed in UTC. Another moment may be another day in Costa Rica.
 */
export function isMidnight(day: string, time: string): boolean {
  const { hour, zone = '+00:00' } = ZONED.exec(time)?.groups ?? {};
  if (hour === '00') return true;
  if (!/^[+-]00:?00$/.test(zone)) return false;
  return (
    hour === '06' || (hour === '05' && SUMMER_TIMES.some(([first, last]) => day >= first && day <= last))
  );
}
