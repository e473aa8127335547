import { expect, it } from 'vitest';
import { countDue, nextDue } from '../../../shared/config/dueTimes.ts';
import { parseNcrontab } from '../../../shared/config/ncrontab.ts';

const at = (text: string) => Date.parse(`2026-11-${text}Z`);
const due = (schedule: string, after: string) => {
  const next = nextDue(parseNcrontab(schedule), at(after));
  return next === undefined ? undefined : new Date(next).toISOString().slice(8, 19);
};

it.each([
  ['0 */5 * * * *', '27T14:02:00', '27T14:05:00'],
  ['0 */5 * * * *', '27T14:05:00', '27T14:10:00'],
  ['*/10 * * * * *', '27T14:02:01', '27T14:02:10'],
  ['0 0 8 * * *', '27T08:00:01', '28T08:00:00'],
  ['0 0 12 * * 1', '27T14:00:00', '30T12:00:00'],
])('%s is due after %s at %s', (schedule, after, next) => {
  expect(due(schedule, after)).toBe(next);
});

it('is never due where its day comes in no near year', () => {
  const schedule = parseNcrontab('0 0 0 29 2 *');
  expect(nextDue(schedule, Date.parse('2024-03-01T00:00:00Z'))).toBeUndefined();
});

it.each([
  ['27T14:05:00', '27T14:10:00', 1],
  ['27T14:05:00', '27T14:09:59', 0],
  ['27T14:00:00', '27T15:00:00', 12],
  ['27T15:00:00', '27T14:00:00', 0],
])('every five minutes is due after %s and up to %s so often: %i', (after, upTo, times) => {
  expect(countDue(parseNcrontab('0 */5 * * * *'), at(after), at(upTo))).toBe(times);
});
