import { expect, it } from 'vitest';
import { metricsSpan } from '../../../shared/sync/counters/metricsSpan.ts';

const NOW = Date.UTC(2026, 10, 28, 12);
const DAY = 86_400_000;

it.each([
  ['nothing', {}, { from: NOW - DAY, to: NOW }],
  ['an end', { to: NOW - DAY }, { from: NOW - 2 * DAY, to: NOW - DAY }],
  ['a begin', { from: NOW - 3 * DAY }, { from: NOW - 3 * DAY, to: NOW }],
])('%s is asked for: up to now, and a day, where nothing else is said', (_, wish, span) => {
  expect(metricsSpan({ ...wish, step: 'hour' }, NOW)).toEqual({ ...span, step: 'hour' });
});

it('a time that ends before it begins, or holds too many steps, is none', () => {
  expect(metricsSpan({ from: NOW, to: NOW, step: 'hour' }, NOW)).toBe('notBefore');
  expect(metricsSpan({ from: NOW - 2 * DAY, step: 'minute' }, NOW)).toBe('tooManySteps');
});
