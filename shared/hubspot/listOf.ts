import * as z from 'zod';

/** Those entries that are what they should be; an answer may hold anything. */
export function listOf<T>(schema: z.ZodType<T>) {
  return z
    .array(z.unknown())
    .catch([])
    .transform((all) => all.flatMap((one) => schema.safeParse(one).data ?? []));
}
