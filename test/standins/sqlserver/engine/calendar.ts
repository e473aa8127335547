import type { SqlType } from '../types.ts';

/**
 * Dates and times without JavaScript's `Date`: days since 0001-01-01 (proleptic Gregorian) and 100 ns ticks as bigint, so that all
 * seven digits survive.
 */

export const TICKS_PER_MILLISECOND = 10_000n;
export const TICKS_PER_SECOND = 10_000_000n;
export const TICKS_PER_MINUTE = 60n * TICKS_PER_SECOND;
export const TICKS_PER_DAY = 86_400n * TICKS_PER_SECOND;
/** 1900-01-01, from which datetime counts on the wire. */
export const DAYS_TO_1900 = 693_595n;
/** 1970-01-01. */
const DAYS_TO_1970 = 719_162n;
/** First day after 9999-12-31. */
export const END_OF_TIME = 3_652_059n;
/** A datetime counts 1/300 s. */
const UNITS_PER_DAY = 25_920_000n;

export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** A moment as ticks since 0001-01-01 (UTC for datetimeoffset) and, for datetimeoffset, minutes east of UTC. */
export interface Moment {
  readonly ticks: bigint;
  readonly offset: number;
}

/** Days since 0001-01-01; Howard Hinnant's `days_from_civil`. */
export function daysFromCivil({ year, month, day }: CivilDate): bigint {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return BigInt(era * 146_097 + dayOfEra - 306);
}

export function civilFromDays(days: bigint): CivilDate {
  const z = Number(days) + 306;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const mp = Math.floor((5 * dayOfYear + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * mp + 2) / 5) + 1,
  };
}

export function daysInMonth(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

/** Now, in ticks since 0001-01-01 UTC, to the microsecond. */
export function nowTicks(): bigint {
  const micros = BigInt(Math.floor((performance.timeOrigin + performance.now()) * 1000));
  return DAYS_TO_1970 * TICKS_PER_DAY + micros * 10n;
}

/** Rounds ticks to a scale of 0 to 7 digits, half up. */
export function roundTicks(ticks: bigint, scale: number): bigint {
  const unit = 10n ** BigInt(7 - scale);
  return ((ticks + unit / 2n) / unit) * unit;
}

/** From how the engine holds a temporal value (see `Value`) to a moment. */
export function toMoment(value: bigint | string, type: SqlType): Moment {
  if (typeof value === 'string')
    return { ticks: BigInt(value.slice(0, 19)), offset: Number(value.slice(19)) - 840 };
  switch (type.kind) {
    case 'date':
      return { ticks: value * TICKS_PER_DAY, offset: 0 };
    case 'datetime':
      return { ticks: (value * 100_000n + 1n) / 3n, offset: 0 };
    case 'smalldatetime':
      return { ticks: value * TICKS_PER_MINUTE, offset: 0 };
    case 'time':
      // A bare time is a moment of 1900-01-01 when it meets a date.
      return { ticks: DAYS_TO_1900 * TICKS_PER_DAY + value, offset: 0 };
    default:
      return { ticks: value, offset: 0 };
  }
}

/** From a moment to how the engine holds the type; undefined when the type cannot hold it. */
export function fromMoment({ ticks, offset }: Moment, type: SqlType): bigint | string | undefined {
  const local = ticks + BigInt(offset) * TICKS_PER_MINUTE;
  if (local < 0n || local >= END_OF_TIME * TICKS_PER_DAY) return undefined;
  switch (type.kind) {
    case 'date':
      return local / TICKS_PER_DAY;
    case 'time':
      return roundTicks(local % TICKS_PER_DAY, type.scale) % TICKS_PER_DAY;
    case 'datetime': {
      const units = (local * 3n + 50_000n) / 100_000n;
      return local < FIRST_DATETIME * TICKS_PER_DAY || units >= END_OF_TIME * UNITS_PER_DAY
        ? undefined
        : units;
    }
    case 'smalldatetime': {
      const minutes = (local + TICKS_PER_MINUTE / 2n) / TICKS_PER_MINUTE;
      const fits = minutes >= DAYS_TO_1900 * 1440n && minutes < (DAYS_TO_1900 + 65_536n) * 1440n;
      return fits ? minutes : undefined;
    }
    case 'datetimeoffset': {
      const rounded = roundTicks(ticks, type.scale);
      return `${rounded.toString().padStart(19, '0')}${String(offset + 840).padStart(4, '0')}`;
    }
    default: {
      const rounded = roundTicks(local, type.scale);
      return rounded >= END_OF_TIME * TICKS_PER_DAY ? undefined : rounded;
    }
  }
}

/** 1753-01-01, the first datetime. */
const FIRST_DATETIME = daysFromCivil({ year: 1753, month: 1, day: 1 });

/** `datetime` as days since 1900 and 1/300 s of the day, as the wire wants it. */
export function splitDatetime(units: bigint): { days: number; rest: number } {
  return { days: Number(units / UNITS_PER_DAY - DAYS_TO_1900), rest: Number(units % UNITS_PER_DAY) };
}

export function joinDatetime(days: number, rest: number): bigint {
  return (BigInt(days) + DAYS_TO_1900) * UNITS_PER_DAY + BigInt(rest);
}
