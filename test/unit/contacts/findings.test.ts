import { describe, expect, it } from 'vitest';
import { FINDINGS, shapeOf } from '../../../shared/contacts/findings.ts';

describe.each(Object.entries(FINDINGS))('finding %s', (code, { es, en }) => {
  it('is a stable code, and says in both languages what to do', () => {
    expect(code).toMatch(/^[A-Z][A-Z0-9_]*$/);
    for (const message of [es, en]) {
      expect(message).toMatch(/^\p{Lu}.*\.$/u);
      // What is wrong, and then what to do.
      expect(message.split(/[.;:,] /).length).toBeGreaterThan(1);
    }
    expect(es).not.toBe(en);
  });
});

it.each([
  ['1-9902-0567', 'd-d{4}-d{4}'],
  ['12345', 'd{5}'],
  ['Añez', 'a{4}'],
  ['ana@x.co', 'aaa@a.aa'],
  ['😀😀😀😀', '😀{4}'],
  ['', ''],
])('the shape of %j is %j', (value, shape) => {
  expect(shapeOf(value)).toBe(shape);
});

it('is short and well-formed however long the value', () => {
  for (const value of ['a1'.repeat(10_000), `${'a1'.repeat(19)}b😀`, `${'a1'.repeat(99)}b😀`, '\ud800']) {
    expect(shapeOf(value).length).toBeLessThanOrEqual(40);
    expect(shapeOf(value).isWellFormed()).toBe(true);
  }
});
