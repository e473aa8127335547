import { expect, it } from 'vitest';
import { fromRowKey, toRowKey } from '../../../shared/state/rowKey.ts';

const keys = [
  '',
  '~',
  '~~',
  'A-1',
  ' a b ',
  'ñandú',
  'x/y',
  'x\\y',
  'x#y',
  'x?y',
  'x%y',
  'x~y',
  'x~2f.y',
  'a\tb',
  '\u0000',
  '\ud800x',
];

it('keys that differ have row keys that differ, and each row key tells its key', () => {
  const rowKeys = keys.map(toRowKey);
  expect(new Set(rowKeys).size).toBe(keys.length);
  expect(rowKeys.map(fromRowKey)).toEqual(keys);
  for (const rowKey of rowKeys) expect(rowKey).toMatch(/^[^/\\#?%\p{Cc}\p{Cs}]+$/u);
});

it('usual keys are their own row keys, so that they stand in the order of the table', () => {
  expect(toRowKey('A-000042')).toBe('A-000042');
  expect(toRowKey('x/y')).toBe('x~2f.y');
});
