import type { LedgerEntry } from '../../outcomes/recordOutcome.ts';
import type { OutcomeLedger } from '../ports/outcomeLedger.ts';
import type { ListedReview, ReviewIndex } from '../ports/reviewIndex.ts';

const KEYS_PER_READ = 100;
/** No outcome is stored later than this after its review was opened: every invocation has ended by then. */
const UNDER_WAY_MS = 3_600_000;

/** A review with the outcome that names it. */
export interface OpenReview {
  readonly review: ListedReview;
  readonly entry: LedgerEntry;
}

/** These reviews with their outcomes; left-overs are passed over, and removed once nobody can be about to name them. */
export async function siftReviews(
  found: readonly ListedReview[],
  nowMs: number,
  { ledger, reviews }: { readonly ledger: Pick<OutcomeLedger, 'read'>; readonly reviews: ReviewIndex },
): Promise<readonly OpenReview[]> {
  const current: OpenReview[] = [];
  const leftOver: ListedReview[] = [];
  for (let start = 0; start < found.length; start += KEYS_PER_READ) {
    const some = found.slice(start, start + KEYS_PER_READ);
    const entries = await ledger.read(some.map(({ key }) => key));
    for (const review of some) {
      const entry = entries.get(review.key);
      if (entry?.reviewId === review.reviewId) current.push({ review, entry });
      else if (Date.parse(review.since) < nowMs - UNDER_WAY_MS) leftOver.push(review);
    }
  }
  if (leftOver.length > 0) await reviews.close(leftOver);
  return current;
}
