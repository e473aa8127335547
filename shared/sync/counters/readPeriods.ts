import type { CounterRows } from '../ports/counterRows.ts';
import {
  addPeriods,
  beginOf,
  DAY_MS,
  dayRow,
  EMPTY,
  HOUR_MS,
  hourOf,
  hourRow,
  META_ROW,
  type Period,
  parsePeriod,
  periodOfRow,
} from './hours.ts';
import { type Meta, parseMeta } from './meta.ts';

/** What is kept of a time, by the moment at which each hour or day begins (epoch milliseconds). */
export type Periods = ReadonlyMap<number, Period>;

/** The hours that begin in [from, to); epoch milliseconds. */
export function readHours(from: number, to: number, rows: CounterRows): Promise<Periods> {
  return read(hourRow(hourOf(from + HOUR_MS - 1)), hourRow(hourOf(to + HOUR_MS - 1)), rows);
}

/** The days (UTC) that begin in [from, to); epoch milliseconds. */
export function readDays(from: number, to: number, rows: CounterRows): Promise<Periods> {
  const dayOf = (at: number) => dayRow(hourOf(at + DAY_MS - 1).slice(0, 10));
  return read(dayOf(from), dayOf(to), rows);
}

async function read(first: string, behind: string, rows: CounterRows): Promise<Periods> {
  const found = await rows.between(first, behind);
  return new Map(found.map(({ name, text }) => [beginOf(periodOfRow(name)), parsePeriod(text)]));
}

/** The hours that begin in [from, now], and what the counters know of themselves: one request. */
export async function readRecent(
  from: number,
  rows: CounterRows,
): Promise<{ readonly hours: Periods; readonly meta: Meta | undefined }> {
  const found = await rows.between(hourRow(hourOf(from + HOUR_MS - 1)), `${META_ROW}~`);
  const hours = found.filter(({ name }) => name !== META_ROW);
  return {
    hours: new Map(hours.map(({ name, text }) => [beginOf(periodOfRow(name)), parsePeriod(text)])),
    meta: parseMeta(found.find(({ name }) => name === META_ROW)),
  };
}

/** Several periods as one. */
export function sumOf(periods: Iterable<Period>): Period {
  let sum = EMPTY;
  for (const period of periods) sum = addPeriods(sum, period);
  return sum;
}
