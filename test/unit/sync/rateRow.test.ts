import { expect, it } from 'vitest';
import { rateRowSchema } from '../../../shared/sync/ports/rateStore.ts';

const row = {
  paceAt: 0,
  pausedUntil: 0,
  ceiling: null,
  foreign: null,
  day: null,
  dayRefusedAt: null,
  probedAt: 0,
};

it.each([
  [[], true],
  [[0, 5, 5, 9], true],
  [[5, 4, 9], false],
  [[4, 9, 5], false],
  [[-1, 5], false],
  [[1.5], false],
])('a row of booked slots %o is understood: %s', (slots, is) => {
  expect(rateRowSchema.safeParse({ ...row, slots }).success).toBe(is);
});

it('a row of an earlier version knows no time under way', () => {
  expect(rateRowSchema.parse({ ...row, slots: [] }).transit).toBeNull();
});

it.each([
  [0, true],
  [190, true],
  [-1, false],
])('a row by which HubSpot allows %s requests is understood: %s', (max, is) => {
  expect(rateRowSchema.safeParse({ ...row, slots: [], ceiling: { max, seenAt: 0 } }).success).toBe(is);
});
