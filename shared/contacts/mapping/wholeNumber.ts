import * as z from 'zod';

/** A whole number from `least` to `most`; anything else is refused with both. `what`: what it counts, for people. */
export function wholeNumber(least: number, most: number, what: string) {
  const error = `must be a whole number from ${least} to ${most} (${what})`;
  return z.int({ error }).min(least, error).max(most, error);
}
