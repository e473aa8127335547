import { afterEach, expect, it, vi } from 'vitest';
import { Progress } from '../../../shared/cli/rows/progress.ts';

afterEach(() => {
  vi.useRealTimers();
});

it('every fifth of a second a line says how many rows have passed, and of how many', () => {
  vi.useFakeTimers({ now: 0 });
  const shown: string[] = [];
  const progress = new Progress((text) => shown.push(text.replace(/^\r.\[K/, '')));
  for (let row = 1; row <= 4000; row++) {
    if (row % 1000 === 0) vi.advanceTimersByTime(200);
    progress.step('Reading', row > 3500 ? 0 : 8000);
  }
  expect(shown).toEqual([
    'Reading: 1000 rows, 12 %',
    'Reading: 2000 rows, 25 %',
    'Reading: 3000 rows, 37 %',
    'Reading: 4000 rows',
  ]);
  progress.clear();
  progress.clear();
  expect(shown.at(-1)).toBe('');
  expect(shown).toHaveLength(5);
});
