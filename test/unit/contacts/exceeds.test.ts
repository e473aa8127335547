import { expect, it } from 'vitest';
import { exceeds } from '../../../shared/contacts/exceeds.ts';

it.each([
  ['2', '1', true],
  ['1', '2', false],
  ['10', '9', true],
  ['9', '10', false],
  ['250000.5', '250000.5', false],
  ['250000.5', '250000.45', true],
  ['250000.45', '250000.5', false],
  ['250000', '250000.01', false],
  ['250000.01', '250000', true],
  ['9.99', '10', false],
  // One more than a float holds.
  ['9007199254740993', '9007199254740992', true],
  ['0.1', '0.09', true],
])('%s exceeds %s: %s', (amount, limit, expected) => {
  expect(exceeds(amount, limit)).toBe(expected);
});
