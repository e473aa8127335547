import { refuse } from '../errors.ts';
import type { SqlType } from '../types.ts';
import {
  civilFromDays,
  DAYS_TO_1900,
  daysFromCivil,
  daysInMonth,
  type Moment,
  TICKS_PER_DAY,
  TICKS_PER_MINUTE,
  TICKS_PER_SECOND,
  toMoment,
} from './calendar.ts';

/** Dates and times as text: the ISO 8601 and ODBC forms only, which no language setting can change. */

const DATE = '(\\d{4})-?(\\d{2})-?(\\d{2})';
const TIME = '(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,7}))?)?';
const ZONE = '\\s*(Z|[+-]\\d{2}:\\d{2})?';
const FULL = new RegExp(`^\\s*(?:${DATE})?(?:(?:T|\\s+)?${TIME})?${ZONE}\\s*$`);

/** Reads a text for the target type; undefined when SQL Server would answer 241. */
export function parseMoment(text: string, target: SqlType): Moment | undefined {
  const match = FULL.exec(text);
  if (match === null || (match[1] === undefined && match[4] === undefined)) return undefined;
  const days = match[1] === undefined ? DAYS_TO_1900 : daysOf(match);
  const time = timeOf(match);
  if (days === undefined || time === undefined) return undefined;
  const old = target.kind === 'datetime' || target.kind === 'smalldatetime';
  if (old && ((match[7]?.length ?? 0) > 3 || match[8] !== undefined)) return undefined;
  const offset = offsetOf(match[8]);
  const local = days * TICKS_PER_DAY + time;
  if (target.kind !== 'datetimeoffset') return { ticks: local, offset: 0 };
  return { ticks: local - BigInt(offset) * TICKS_PER_MINUTE, offset };
}

function daysOf(match: RegExpExecArray): bigint | undefined {
  const year = Number(match[1]);
  const month = Number(match[2]);
  const day = Number(match[3]);
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return daysFromCivil({ year, month, day });
}

function timeOf(match: RegExpExecArray): bigint | undefined {
  if (match[4] === undefined) return 0n;
  const hour = Number(match[4]);
  const minute = Number(match[5]);
  const second = Number(match[6] ?? 0);
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const fraction = BigInt((match[7] ?? '').padEnd(7, '0'));
  return BigInt((hour * 60 + minute) * 60 + second) * TICKS_PER_SECOND + fraction;
}

function offsetOf(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return zone.startsWith('-') ? -minutes : minutes;
}

/** The styles of CONVERT that are executed; any other is refused, because a guess would be a wrong test. */
export const TEMPORAL_STYLES: readonly number[] = [23, 121, 126];

/**
 * Prints in style 126 (`2026-01-31T10:20:30.123`), 121 (a blank for the T) or 23 (the date).
 * Style 126 leaves the fraction out when a datetime or datetime2 has none; so says CONVERT's page for 126.
 */
export function formatMoment(value: bigint | string, type: SqlType, style: number): string {
  const { ticks, offset } = toMoment(value, type);
  const local = ticks + BigInt(offset) * TICKS_PER_MINUTE;
  const date = formatDate(local / TICKS_PER_DAY);
  if (style === 23 || type.kind === 'date') {
    if (type.kind === 'time') throw refuse('CONVERT of time with style 23');
    return date;
  }
  const time = formatTime(local % TICKS_PER_DAY, type, style);
  if (type.kind === 'time') return time;
  const stamp = `${date}${style === 126 ? 'T' : ' '}${time}`;
  if (type.kind !== 'datetimeoffset') return stamp;
  return style === 126 && offset === 0
    ? `${stamp}Z`
    : `${stamp}${style === 126 ? '' : ' '}${formatOffset(offset)}`;
}

function formatDate(days: bigint): string {
  const { year, month, day } = civilFromDays(days);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

function formatTime(ticks: bigint, type: SqlType, style: number): string {
  const seconds = Number(ticks / TICKS_PER_SECOND);
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  const digits = fractionDigits(type);
  if (digits === 0) return clock;
  // A datetime prints its third of a millisecond rounded: .000, .003, .007.
  const shown = digits === 3 && type.kind === 'datetime' ? ticks + 5_000n : ticks;
  const fraction = String(shown % TICKS_PER_SECOND)
    .padStart(7, '0')
    .slice(0, digits);
  const silent = style === 126 && type.kind === 'datetime' && Number(fraction) === 0;
  return silent ? clock : `${clock}.${fraction}`;
}

function fractionDigits(type: SqlType): number {
  if (type.kind === 'datetime') return 3;
  return type.kind === 'smalldatetime' ? 0 : type.scale;
}

function formatOffset(offset: number): string {
  const size = Math.abs(offset);
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
