/** When a timer is due: NCRONTAB, UTC, as Azure reads it. Day and day of the week must both fit, unlike in Unix cron. */
export interface Schedule {
  /** The last time before `before` (both epoch milliseconds); undefined when none was in the 400 days before it. */
  previous(before: number): number | undefined;
}

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Names for the values from `min` on; three letters of one are enough. */
  readonly words: readonly string[];
}

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const DAYS = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');
const FIELDS: readonly Field[] = [
  { name: 'second', min: 0, max: 59, words: [] },
  { name: 'minute', min: 0, max: 59, words: [] },
  { name: 'hour', min: 0, max: 23, words: [] },
  { name: 'day', min: 1, max: 31, words: [] },
  { name: 'month', min: 1, max: 12, words: MONTHS },
  { name: 'day of the week', min: 0, max: 6, words: DAYS },
];
const LONGEST_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const DAY_MS = 86_400_000;
const HORIZON_DAYS = 400;

/**
 * Reads a schedule of six fields. Five, which run on a developer's machine, stop silently on Azure: its scale controller reads
 * six (azure-functions-host issues 2165 and 7123). A `TimeSpan` runs on a dedicated plan only.
 *
 * @throws Error that says what is wrong, as the end of a sentence, and repeats nothing of the expression.
 */
export function parseNcrontab(expression: string): Schedule {
  const texts = expression.trim().split(/\s+/);
  if (texts.length !== FIELDS.length) {
    const advice = texts.length === 5 ? ': put the seconds in front, such as 0' : '';
    throw new Error(
      `must have six fields (second, minute, hour, day, month, day of the week), such as 0 */5 * * * *, and has ${texts.length}${advice}`,
    );
  }
  const [seconds = [], minutes = [], hours = [], days = [], months = [], weekdays = []] = FIELDS.map(
    (field, index) => parseField(texts[index] ?? '', field),
  );
  const comes = months.some((month) => Math.min(...days) <= (LONGEST_MONTHS[month - 1] ?? 0));
  if (!comes) throw new Error('names a day that its months do not have');
  const fits = (date: Date) =>
    months.includes(date.getUTCMonth() + 1) &&
    days.includes(date.getUTCDate()) &&
    weekdays.includes(date.getUTCDay());
  return {
    previous(before) {
      const today = Math.floor(before / DAY_MS) * DAY_MS;
      for (let day = 0; day < HORIZON_DAYS; day++) {
        const midnight = today - day * DAY_MS;
        if (!fits(new Date(midnight))) continue;
        const time = lastOf([hours, minutes, seconds], Math.min(before - midnight, DAY_MS));
        if (time !== undefined) return midnight + time;
      }
      return undefined;
    },
  };
}

function parseField(text: string, field: Field): readonly number[] {
  return text.split(',').flatMap((part) => parsePart(part, field));
}

/** `*`, `a`, `a-b`, each with `/n` behind it; `a/n` goes on to the end of the field. */
function parsePart(part: string, field: Field): readonly number[] {
  const [, range = '', step] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
  const [, from = '', to] = /^([^-]+)(?:-([^-]+))?$/.exec(range) ?? [];
  const every = step === undefined ? 1 : Number(step);
  if (every < 1) throw notIn(field);
  const first = from === '*' ? field.min : numberOf(from, field);
  const end = from === '*' || step !== undefined ? field.max : first;
  const last = to === undefined ? end : numberOf(to, field);
  // The wrong way round it is turned, as Azure's library does.
  const [low, high] = first <= last ? [first, last] : [last, first];
  return Array.from({ length: Math.floor((high - low) / every) + 1 }, (_, index) => low + index * every);
}

function numberOf(text: string, field: Field): number {
  const word = text.toLowerCase();
  const named = word.length < 3 ? -1 : field.words.findIndex((name) => name.startsWith(word));
  const value = named >= 0 ? named + field.min : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= field.min && value <= field.max)) throw notIn(field);
  return value;
}

function notIn({ name, min, max, words }: Field): Error {
  const named = words.length > 0 ? ` or a name such as ${words[1]?.slice(0, 3)}` : '';
  return new Error(`must have ${min} to ${max}${named}, *, a list or a range as its ${name}`);
}

/** The last time of a day (milliseconds since midnight) that is before `limit`. */
function lastOf(
  [hours = [], minutes = [], seconds = []]: readonly (readonly number[])[],
  limit: number,
): number | undefined {
  const before = (values: readonly number[], unit: number, base: number) =>
    [...values].sort((a, b) => b - a).filter((value) => base + value * unit < limit);
  for (const hour of before(hours, 3_600_000, 0)) {
    for (const minute of before(minutes, 60_000, hour * 3_600_000)) {
      const base = hour * 3_600_000 + minute * 60_000;
      const [second] = before(seconds, 1000, base);
      if (second !== undefined) return base + second * 1000;
    }
  }
  return undefined;
}
