import type { Clock } from '../ports/clock.ts';
import type { ListedReview, ReviewIndex } from '../ports/reviewIndex.ts';
import type { RunAccount } from '../ports/runAccount.ts';
import { matchReview, type ReviewFilter } from './matchReview.ts';
import { createResendings } from './resendings.ts';

export interface FindReviewsParts {
  readonly reviews: ReviewIndex;
  readonly accounts: Pick<RunAccount, 'read'>;
  readonly clock: Clock;
}

export interface FoundReviews {
  /** The newest ones, in that order. */
  readonly newest: readonly ListedReview[];
  /** All that match, wherever the newest ones began. */
  readonly matching: number;
  /** Of those, sent again before and come back. */
  readonly matchingAgain: number;
  /** Whether older ones follow. */
  readonly hasMore: boolean;
}

/**
 * The newest reviews that match, behind the one that a page ended with. All of the code are gone through, since the index is in
 * the order of keys, and no more than two pages are kept. What is on its way again is passed over.
 */
export async function findReviews(
  {
    code,
    behind,
    top,
    ...filter
  }: ReviewFilter & {
    readonly code?: string | undefined;
    readonly behind?: string | undefined;
    readonly top: number;
  },
  { reviews, accounts, clock }: FindReviewsParts,
): Promise<FoundReviews> {
  const isResent = createResendings(accounts, clock.now());
  let newest: ListedReview[] = [];
  let [matching, matchingAgain, older] = [0, 0, 0];
  for await (const page of reviews.all(code)) {
    for (const review of page) {
      if (!matchReview(review, filter) || (await isResent(review))) continue;
      matching++;
      if (review.tries > 0) matchingAgain++;
      if (behind !== undefined && placeInList(review) >= behind) continue;
      older++;
      newest.push(review);
    }
    newest = newest.sort(byNewest).slice(0, top);
  }
  return { newest, matching, matchingAgain, hasMore: older > newest.length };
}

/** Where a review is in the list; the newest one is the greatest. */
export function placeInList({ since, reviewId }: ListedReview): string {
  return `${since}|${reviewId}`;
}

/** Whether a text has the form of a place. */
export function isPlace(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z\|[\da-f-]{36}$/.test(text);
}

function byNewest(a: ListedReview, b: ListedReview): number {
  return placeInList(a) < placeInList(b) ? 1 : -1;
}
