import { z } from 'zod';
import { OUTCOMES } from '../../../shared/outcomes/outcome.ts';
import { needsPerson } from '../../../shared/outcomes/outcomeKinds.ts';
import { OUTCOMES_TABLE, REVIEWS_TABLE } from '../../../shared/state/storageClients.ts';
import type { World } from '../world/world.ts';
import type { Moment } from './checkWorld.ts';

const outcomeSchema = z.object({
  key: z.string(),
  outcome: z.enum(OUTCOMES),
  code: z.string(),
  reviewId: z.string().optional(),
});
const reviewSchema = z.object({ key: z.string(), code: z.string(), reviewId: z.string() });

/** Whatever waits for a person names its review, and that is there; left-overs of crashes may be beside it. */
export function checkReviews(world: World, moment: Moment): void {
  const reviews = new Set(
    [...world.table(REVIEWS_TABLE).all()].map((entity) => {
      const { key, code, reviewId } = reviewSchema.parse(entity);
      return `${reviewId} ${code} ${key}`;
    }),
  );
  for (const entity of world.table(OUTCOMES_TABLE).all()) {
    const { key, outcome, code, reviewId } = outcomeSchema.parse(entity);
    const said = `${key} is ${outcome} ${code}`;
    if (!needsPerson(outcome) && reviewId !== undefined)
      world.violate('falseReport', `${said} and names a review (${moment})`);
    if (needsPerson(outcome) && !reviews.has(`${reviewId} ${code} ${key}`))
      world.violate('vanished', `${said} and is on no list of reviews (${moment})`);
  }
}
