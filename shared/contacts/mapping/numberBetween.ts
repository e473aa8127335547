import * as z from 'zod';

/** A number from `least` to `most`; anything else is refused with both. `what`: what it counts, for people. */
export function numberBetween(least: number, most: number, what: string) {
  const error = `must be a number from ${least} to ${most} (${what})`;
  return z.number({ error }).min(least, error).max(most, error);
}
