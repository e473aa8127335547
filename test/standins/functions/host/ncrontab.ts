/**
 * NCRONTAB, the schedule language of the timer trigger: `{second} {minute} {hour} {day} {month} {day-of-week}`.
 * With five fields the second is 0. All times are UTC, as on Azure. Day and day-of-week must BOTH match, unlike in
 * Unix cron.
 */
export interface Ncrontab {
  /** The first match strictly after `after`, or undefined when there is none within 30 years (31 February). */
  next(after: Date): Date | undefined;
}

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Names for values, the first one for `min`; three letters are enough. */
  readonly words?: readonly string[];
}

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

const SECOND: Field = { name: 'second', min: 0, max: 59 };
const MINUTE: Field = { name: 'minute', min: 0, max: 59 };
const HOUR: Field = { name: 'hour', min: 0, max: 23 };
const DAY: Field = { name: 'day', min: 1, max: 31 };
const MONTH: Field = { name: 'month', min: 1, max: 12, words: MONTHS };
const DAY_OF_WEEK: Field = { name: 'day of week', min: 0, max: 6, words: DAYS };

const DAY_MS = 86_400_000;
const HORIZON_DAYS = 30 * 366;

/** @throws when the expression is not NCRONTAB. */
export function parseNcrontab(expression: string): Ncrontab {
  const given = expression.trim().split(/\s+/);
  const [second, minute, hour, day, month, dayOfWeek, ...rest] = given.length === 5 ? ['0', ...given] : given;
  if (dayOfWeek === undefined || rest.length > 0) {
    throw new Error(`The schedule expression '${expression}' was not recognized as a valid cron expression.`);
  }
  const seconds = parseField(second, SECOND);
  const minutes = parseField(minute, MINUTE);
  const hours = parseField(hour, HOUR);
  const days = new Set(parseField(day, DAY));
  const months = new Set(parseField(month, MONTH));
  const daysOfWeek = new Set(parseField(dayOfWeek, DAY_OF_WEEK));
  const dateMatches = (date: Date) =>
    months.has(date.getUTCMonth() + 1) && days.has(date.getUTCDate()) && daysOfWeek.has(date.getUTCDay());
  return { next: (after) => findNext(after, dateMatches, [hours, minutes, seconds]) };
}

function parseField(text: string | undefined, field: Field): number[] {
  const values = new Set((text ?? '').split(',').flatMap((part) => parsePart(part, field)));
  return [...values].sort((left, right) => left - right);
}

function parsePart(part: string, field: Field): number[] {
  const [range = '', step = '1', ...rest] = part.split('/');
  const every = Number(step);
  if (rest.length > 0 || !Number.isInteger(every) || every < 1) throw invalid(part, field);
  const [first, last] = parseRange(range, part.includes('/'), field);
  const values: number[] = [];
  for (let value = first; value <= last; value += every) values.push(value);
  return values;
}

/** `a/n` means from a to the end; a range the wrong way round is turned, as the NCrontab library does. */
function parseRange(range: string, stepped: boolean, field: Field): [number, number] {
  if (range === '*') return [field.min, field.max];
  const [from = '', to, ...rest] = range.split('-');
  if (rest.length > 0) throw invalid(range, field);
  const first = parseValue(from, field);
  const last = to === undefined ? (stepped ? field.max : first) : parseValue(to, field);
  return first <= last ? [first, last] : [last, first];
}

function parseValue(text: string, field: Field): number {
  const word = text.toLowerCase();
  const named = word.length < 3 ? -1 : (field.words ?? []).findIndex((name) => name.startsWith(word));
  const value = named >= 0 ? named + field.min : Number(text);
  if (!/^(\d+|[a-z]+)$/i.test(text) || !(value >= field.min && value <= field.max))
    throw invalid(text, field);
  return value;
}

const invalid = (text: string, field: Field) =>
  new Error(`'${text}' is not a valid ${field.name} of a schedule (${field.min} to ${field.max}).`);

function findNext(
  after: Date,
  dateMatches: (date: Date) => boolean,
  times: readonly [number[], number[], number[]],
): Date | undefined {
  const earliest = new Date((Math.floor(after.getTime() / 1000) + 1) * 1000);
  const midnight = Math.floor(earliest.getTime() / DAY_MS) * DAY_MS;
  for (let days = 0; days < HORIZON_DAYS; days++) {
    const date = new Date(midnight + days * DAY_MS);
    if (!dateMatches(date)) continue;
    const from = days === 0 ? (earliest.getTime() - midnight) / 1000 : 0;
    const second = firstTime(times, from);
    if (second !== undefined) return new Date(date.getTime() + second * 1000);
  }
  return undefined;
}

/** The first matching second of the day at or after `from`. */
function firstTime([hours, minutes, seconds]: readonly [number[], number[], number[]], from: number) {
  for (const hour of hours) {
    if ((hour + 1) * 3600 <= from) continue;
    for (const minute of minutes) {
      if (hour * 3600 + (minute + 1) * 60 <= from) continue;
      const second = seconds.find((value) => hour * 3600 + minute * 60 + value >= from);
      if (second !== undefined) return hour * 3600 + minute * 60 + second;
    }
  }
  return undefined;
}
