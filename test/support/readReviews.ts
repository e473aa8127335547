import { z } from 'zod';
import type { System } from './startSystem.ts';

const pageSchema = z.object({
  reviews: z.array(
    z.looseObject({
      numeroAsociado: z.string(),
      outcome: z.string(),
      code: z.string(),
      message: z.string(),
      tries: z.number(),
    }),
  ),
  matching: z.number(),
  continuation: z.string().optional(),
});

/** A page of reviews, e.g. of `?reviewCode=EMAIL_INVALID`. */
export async function readReviews(system: System, query = ''): Promise<z.infer<typeof pageSchema>> {
  const response = await system.call('GET', `reviews${query}`);
  if (response.status !== 200) throw new Error(`reviews${query}: ${response.status}`);
  return pageSchema.parse(await response.json());
}
