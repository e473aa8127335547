import * as z from 'zod';
import { nearest } from './nearest.ts';

/**
 * An object with these keys and no others: a misspelt key would silently do nothing. The message has one line for each
 * unknown key, in their order.
 */
export function knownKeys<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys
            .map((key) => `"${key}" is not known here; the nearest known key is "${nearest(key, known)}"`)
            .join('\n')
        : undefined,
  });
}
