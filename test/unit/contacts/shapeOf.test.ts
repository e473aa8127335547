import { expect, it } from 'vitest';
import { shapeOf } from '../../../shared/contacts/findings.ts';

it.each([
  ['1-0234-0567', 'd-d{4}-d{4}'],
  ['12345', 'd{5}'],
  ['Añez', 'a{4}'],
  ['ana@x.co', 'aaa@a.aa'],
  ['', ''],
])('the shape of %j is %j', (value, shape) => {
  expect(shapeOf(value)).toBe(shape);
});

it('is short however long the value', () => {
  expect(shapeOf('a1'.repeat(10_000)).length).toBeLessThanOrEqual(40);
});
