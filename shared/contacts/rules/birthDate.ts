import { readDay } from './readDay.ts';
import type { Rule } from './rule.ts';

const OLDEST = 120;
const OF_AGE = 18;

/** Nobody alive was born earlier (policy). */
const EARLIEST = '1906-01-01';

/** A day of birth: a date that is not to come and at most 120 years ago; a minor's goes with a warning. */
export const birthDate: Rule = (value, { today = todayInCostaRica() }) => {
  const day = readDay(value);
  if (day === undefined) return { code: 'DATE_INVALID' };
  if (day === '') return { value: day };
  const age = ageOn(today, day);
  if (day < EARLIEST || day > today || age > OLDEST) return { code: 'BIRTH_DATE_IMPLAUSIBLE' };
  return age < OF_AGE ? { value: day, warnings: ['BIRTH_DATE_MINOR'] } : { value: day };
};

/** Whole years between two days `YYYY-MM-DD`. */
function ageOn(today: string, born: string): number {
  const years = Number(today.slice(0, 4)) - Number(born.slice(0, 4));
  return today.slice(5) < born.slice(5) ? years - 1 : years;
}

const DAY_MS = 86_400_000;
let knownDay = { number: 0, text: '1970-01-01' };

/**
 * UTC−6 all year: Costa Rica has had no summer time since 1992. Kept for the day: printing a date takes longer
 * than the rule.
 */
function todayInCostaRica(): string {
  const number = Math.floor((Date.now() - 6 * 3_600_000) / DAY_MS);
  if (number !== knownDay.number) {
    knownDay = { number, text: new Date(number * DAY_MS).toISOString().slice(0, 10) };
  }
  return knownDay.text;
}
