import { expect, it } from 'vitest';
import { readDay } from '../../../../shared/contacts/rules/readDay.ts';
import { randomFrom } from '../../../support/associates.ts';
import { howMany } from '../../../support/howDeep.ts';
import { compareOver } from '../../../support/mixedTexts.ts';

const TEXTS = howMany('textsOfAFastPath');

const NO_DATE =
  '1900-01-01 1753-01-01 0001-01-01 1899-12-30 1899-12-31 0000-00-00 1900-01-00 1900-00-01'.split(' ');

/** Years, months and days, a few of them impossible, year first or day first. */
function* days(seed: number): Generator<string> {
  const random = randomFrom(seed);
  const number = (most: number, digits: number) =>
    String(Math.floor(random() * (most + 1))).padStart(digits, '0');
  for (let made = 0; made < TEXTS; made++) {
    const year = random() < 0.1 ? number(9999, 4) : String(1890 + Math.floor(random() * 140));
    const [month, day] = [number(13, 2), number(32, 2)];
    yield random() < 0.5 ? `${year}-${month}-${day}` : `${day}/${month}/${year}`;
  }
}

/** JavaScript's calendar, asked whether the day comes back. */
function readSlowly(text: string): string | undefined {
  const written = text.includes('/') ? text.split('/').reverse().join('-') : text;
  if (NO_DATE.includes(written)) return '';
  const [year = 0, month = 0, day = 0] = written.split('-').map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const comesBack =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return comesBack && year > 0 ? written : undefined;
}

it(`over ${TEXTS.toLocaleString('en')} texts a day is one as the calendar of JavaScript says`, () => {
  const { differing, answers } = compareOver(days(110), readDay, readSlowly);
  expect(differing).toEqual([]);
  expect(answers.get('no')).toBeGreaterThan(TEXTS / 50);
  expect(answers.get('yes')).toBeGreaterThan(TEXTS / 2);
}, 3_600_000);
