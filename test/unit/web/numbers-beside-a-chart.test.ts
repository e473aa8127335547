import { expect, it } from 'vitest';
import { scaleFor } from '../../../shared/web/parts/chart/scale.ts';

it.each([
  [0, [0, 1, 2]],
  [1, [0, 1, 2]],
  [3, [0, 1, 2, 3]],
  [14, [0, 5, 10, 15]],
  [124, [0, 50, 100, 150]],
  [1_480, [0, 500, 1_000, 1_500]],
  [99_999, [0, 50_000, 100_000]],
])('holds %i within whole steps from 0', (largest, scale) => {
  expect(scaleFor(largest)).toEqual(scale);
});
