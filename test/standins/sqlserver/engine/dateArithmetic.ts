import { refuse, SqlError } from '../errors.ts';
import type { SqlType, Value } from '../types.ts';
import {
  civilFromDays,
  daysFromCivil,
  daysInMonth,
  fromMoment,
  TICKS_PER_DAY,
  TICKS_PER_MINUTE,
  TICKS_PER_SECOND,
  toMoment,
} from './calendar.ts';
import type { Routine } from './routines.ts';

/** DATEADD and DATEDIFF over 100 ns ticks. */

export type DateUnit = 'year' | 'quarter' | 'month' | 'week' | keyof typeof FIXED;

const FIXED = {
  day: TICKS_PER_DAY,
  hour: 60n * TICKS_PER_MINUTE,
  minute: TICKS_PER_MINUTE,
  second: TICKS_PER_SECOND,
  millisecond: 10_000n,
  microsecond: 10n,
} as const;

const UNITS: Readonly<Record<string, DateUnit | 'nanosecond'>> = {
  year: 'year',
  yy: 'year',
  yyyy: 'year',
  quarter: 'quarter',
  qq: 'quarter',
  q: 'quarter',
  month: 'month',
  mm: 'month',
  m: 'month',
  week: 'week',
  wk: 'week',
  ww: 'week',
  day: 'day',
  dd: 'day',
  d: 'day',
  hour: 'hour',
  hh: 'hour',
  minute: 'minute',
  mi: 'minute',
  n: 'minute',
  second: 'second',
  ss: 'second',
  s: 'second',
  millisecond: 'millisecond',
  ms: 'millisecond',
  microsecond: 'microsecond',
  mcs: 'microsecond',
  nanosecond: 'nanosecond',
  ns: 'nanosecond',
};

/** The unit behind a datepart or its abbreviation. */
export function dateUnit(
  written: string,
  call: { readonly name: string; readonly line: number },
): DateUnit | 'nanosecond' {
  const unit = UNITS[written.toLowerCase()];
  if (unit === undefined) throw refuse(`${call.name}(${written === '' ? '…' : written}, …)`, call.line);
  return unit;
}

export function dateAddRoutine(unit: DateUnit | 'nanosecond', type: SqlType): Routine {
  checkUnit(unit, type);
  return (amount: Value = null, value: Value = null) => {
    if (typeof amount !== 'bigint' || (typeof value !== 'bigint' && typeof value !== 'string')) return null;
    const { ticks, offset } = toMoment(value, type);
    const shift = BigInt(offset) * TICKS_PER_MINUTE;
    const moved = addUnits(unit, amount, ticks + shift) - shift;
    if (type.kind === 'time') return ((moved % TICKS_PER_DAY) + TICKS_PER_DAY) % TICKS_PER_DAY;
    const held = fromMoment({ ticks: moved, offset }, type);
    if (held === undefined)
      throw new SqlError(517, `Adding a value to a '${type.kind}' column caused an overflow.`);
    return held;
  };
}

/** A date has no hours to add, a time has no days. */
function checkUnit(unit: DateUnit | 'nanosecond', type: SqlType): void {
  const large = ['year', 'quarter', 'month', 'week', 'day'].includes(unit);
  if ((type.kind === 'date' && !large) || (type.kind === 'time' && large)) {
    throw new SqlError(
      9810,
      `The datepart ${unit} is not supported by date function dateadd for data type ${type.kind}.`,
    );
  }
}

function addUnits(unit: DateUnit | 'nanosecond', amount: bigint, ticks: bigint): bigint {
  switch (unit) {
    case 'year':
      return addMonths(amount * 12n, ticks);
    case 'quarter':
      return addMonths(amount * 3n, ticks);
    case 'month':
      return addMonths(amount, ticks);
    case 'week':
      return ticks + amount * 7n * TICKS_PER_DAY;
    case 'nanosecond':
      // Rounded to the 100 ns that the types can hold.
      return ticks + (amount < 0n ? amount - 50n : amount + 50n) / 100n;
    default:
      return ticks + amount * FIXED[unit];
  }
}

/** The 31st becomes the last day of a shorter month. */
function addMonths(months: bigint, ticks: bigint): bigint {
  const { year, month, day } = civilFromDays(ticks / TICKS_PER_DAY);
  const total = year * 12 + (month - 1) + Number(months);
  const [toYear, toMonth] = [Math.floor(total / 12), (((total % 12) + 12) % 12) + 1];
  const days = daysFromCivil({
    year: toYear,
    month: toMonth,
    day: Math.min(day, daysInMonth(toYear, toMonth)),
  });
  return days * TICKS_PER_DAY + (ticks % TICKS_PER_DAY);
}

/** Counts the boundaries of the unit that lie between, not the elapsed units. */
export function dateDiffRoutine(
  unit: DateUnit | 'nanosecond',
  from: SqlType,
  to: SqlType,
  isInt: boolean,
): Routine {
  return (a: Value = null, b: Value = null) => {
    const start = boundaries(unit, a, from);
    const end = boundaries(unit, b, to);
    if (start === null || end === null) return null;
    const difference = end - start;
    if (isInt && BigInt.asIntN(32, difference) !== difference) {
      throw new SqlError(535, 'The datediff function resulted in an overflow.');
    }
    return difference;
  };
}

function boundaries(unit: DateUnit | 'nanosecond', value: Value, type: SqlType): bigint | null {
  if (typeof value !== 'bigint' && typeof value !== 'string') return null;
  const { ticks } = toMoment(value, type);
  const { year, month } = civilFromDays(ticks / TICKS_PER_DAY);
  switch (unit) {
    case 'year':
      return BigInt(year);
    case 'quarter':
      return BigInt(year * 4 + Math.floor((month - 1) / 3));
    case 'month':
      return BigInt(year * 12 + month);
    case 'week':
      // Weeks begin on Sunday; 0001-01-01 was a Monday.
      return (ticks / TICKS_PER_DAY + 1n) / 7n;
    case 'nanosecond':
      return ticks * 100n;
    default:
      return ticks / FIXED[unit];
  }
}
