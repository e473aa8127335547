import { expect, it } from 'vitest';
import { isSampled, SAMPLED_ONE_IN } from '../../../shared/telemetry/sample.ts';
import { numberOf } from '../../support/associates.ts';

it('the sample is one in twenty, and always the same ones', () => {
  const keys = Array.from({ length: 20_000 }, (_, index) => numberOf(index));
  const sample = keys.filter(isSampled);
  expect(keys.filter(isSampled)).toEqual(sample);
  // Four standard deviations around a thousand.
  expect(Math.abs(sample.length - keys.length / SAMPLED_ONE_IN)).toBeLessThan(124);
});
