import type { SeenMark } from '../../answers/associate.ts';
import type { Seen } from '../../answers/reviews.ts';
import type { FindAssociateParts } from '../keys/findAssociate.ts';
import type { Clock } from '../ports/clock.ts';
import type { ReviewIndex } from '../ports/reviewIndex.ts';
import { findOutcomes } from './findOutcomes.ts';
import { reviewsOf } from './reviewedLedger.ts';

export interface MarkReviewsParts extends FindAssociateParts {
  readonly reviews: ReviewIndex;
  readonly clock: Clock;
}

/** Notes what a person has done about the reviews of these associates. The mark goes with the review. */
export async function markReviews(
  keys: readonly string[],
  mark: SeenMark,
  parts: MarkReviewsParts,
): Promise<Seen> {
  const named = [...new Set(keys)];
  const found = await findOutcomes(named, parts);
  const withReview = named.filter((key) => reviewsOf(found.get(key)).length > 0);
  const reviews = new Map(
    withReview.flatMap((key) => reviewsOf(found.get(key)).map((review) => [review.reviewId, review])),
  );
  const at = new Date(parts.clock.now()).toISOString();
  const marked = await parts.reviews.mark([...reviews.values()], mark, at);
  return { marked, unknown: named.filter((key) => !withReview.includes(key)) };
}
