import * as z from 'zod';
import { nearest } from './nearest.ts';

/** One of these words; any other is refused with all of them and the nearest. */
export function oneOf<const Words extends readonly string[]>(words: Words) {
  return z.enum(words, {
    error: ({ input }) =>
      typeof input === 'string'
        ? `must be one of ${words.join(', ')}; the nearest to "${input}" is "${nearest(input, words)}"`
        : `must be one of ${words.join(', ')}`,
  });
}
