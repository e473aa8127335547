import { expect, it } from 'vitest';
import { TwinTable } from '../../../shared/cli/rows/judge/twinTable.ts';
import { randomFrom } from '../../support/associates.ts';

it.each([0, 100_000])(
  'every value that stands twice is found and no other, room for %i being made before',
  (expected) => {
    const random = randomFrom(5);
    const values = Array.from({ length: 50_000 }, () => `a${Math.floor(random() * 60_000)}@example.com`);
    const table = new TwinTable(expected);
    values.forEach((value, at) => {
      table.note(value, at + 1);
    });
    const places = Map.groupBy(values.keys(), (at) => values[at]);
    for (const [at, value] of values.entries()) {
      const [first = -1, second] = places.get(value) ?? [];
      const other = second === undefined ? undefined : (first === at ? second : first) + 1;
      expect(table.twinOf(value, at + 1)).toBe(other);
    }
  },
);

it('a million numbers in a row are a million values', () => {
  const table = new TwinTable(1_000_000);
  for (let at = 1; at <= 1_000_000; at++) table.note(String(100_000_000 + at), at);
  let twins = 0;
  for (let at = 1; at <= 1_000_000; at++)
    twins += table.twinOf(String(100_000_000 + at), at) === undefined ? 0 : 1;
  expect(twins).toBe(0);
});
