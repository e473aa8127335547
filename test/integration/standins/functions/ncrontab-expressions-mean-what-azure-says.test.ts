import { expect, test } from 'vitest';
import { parseNcrontab } from '../../../standins/functions/host/ncrontab.ts';

const next = (expression: string, after: string) =>
  parseNcrontab(expression).next(new Date(after))?.toISOString();

test.each([
  ['* * * * * *', '2026-03-01T00:00:00.500Z', '2026-03-01T00:00:01.000Z'],
  ['0 */5 * * * *', '2026-03-01T10:04:59Z', '2026-03-01T10:05:00.000Z'],
  ['0 */5 * * * *', '2026-03-01T10:05:00Z', '2026-03-01T10:10:00.000Z'],
  ['*/5 * * * *', '2026-03-01T10:05:00Z', '2026-03-01T10:10:00.000Z'],
  ['0 0 8 * * *', '2026-12-31T08:00:00Z', '2027-01-01T08:00:00.000Z'],
  ['0 30 9 * * Mon-Fri', '2026-03-06T09:30:00Z', '2026-03-09T09:30:00.000Z'],
  ['0 0 0 1 Jan,July *', '2026-01-01T00:00:00Z', '2026-07-01T00:00:00.000Z'],
  ['0 15,45 8-10 * * *', '2026-03-01T08:45:00Z', '2026-03-01T09:15:00.000Z'],
  ['0 20/20 * * * *', '2026-03-01T10:00:00Z', '2026-03-01T10:20:00.000Z'],
  ['0 0 0 29 2 *', '2026-03-01T00:00:00Z', '2028-02-29T00:00:00.000Z'],
  ['0 0 0 13 * Friday', '2026-04-01T00:00:00Z', '2026-11-13T00:00:00.000Z'],
])('%s after %s is %s', (expression, after, expected) => {
  expect(next(expression, after)).toBe(expected);
});

test('a date that does not exist never comes', () => {
  expect(next('0 0 0 31 2 *', '2026-01-01T00:00:00Z')).toBeUndefined();
});

test.each([
  '',
  '* * * *',
  '0 60 * * * *',
  '0 0 24 * * *',
  '0 0 0 0 * *',
  '0 0 0 * * Mo',
  '0 */0 * * * *',
  '00:05:00',
])('"%s" is refused', (expression) => {
  expect(() => parseNcrontab(expression)).toThrow();
});
