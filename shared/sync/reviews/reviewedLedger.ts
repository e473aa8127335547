import { randomUUID } from 'node:crypto';
import { RetryLater } from '../../errors.ts';
import { historyAfter } from '../../outcomes/history.ts';
import { needsPerson } from '../../outcomes/outcomeKinds.ts';
import type { RecordOutcome } from '../../outcomes/recordOutcome.ts';
import type { Clock } from '../ports/clock.ts';
import type { OutcomeLedger } from '../ports/outcomeLedger.ts';
import type { Review, ReviewIndex } from '../ports/reviewIndex.ts';

/**
 * A ledger that keeps the reviews with its outcomes. They cannot share a transaction, which holds 100 entities: a batch fills
 * it. So a review is opened before the outcome that names it is stored, and closed after that outcome was replaced. A crash in
 * between leaves a review that no outcome names, which readers pass over; an outcome without its review cannot be. Nothing is
 * called for outcomes that need nobody, nor for a review that the entry names already: it was opened before that entry was stored, and
 * only who replaces the entry closes it. Of one that may have been sent again by hand it has to be noted that it is back.
 */
export function createReviewedLedger<Ledger extends OutcomeLedger>(
  ledger: Ledger,
  reviews: ReviewIndex,
  clock: Clock,
): Ledger {
  return {
    ...ledger,
    async commit(outcomes, previous, unsent) {
      const now = new Date(clock.now()).toISOString();
      const stored = outcomes.map((outcome) => withReview(outcome, previous.get(outcome.key), now));
      const reviewed = stored.flatMap(reviewsOf);
      const named = new Set(reviewed.map(({ reviewId }) => reviewId));
      const open = reviewed.filter(
        ({ key, reviewId }) => !unsent?.has(key) || previous.get(key)?.reviewId !== reviewId,
      );
      const over = outcomes
        .flatMap(({ key }) => reviewsOf(previous.get(key)))
        .filter(({ reviewId }) => !named.has(reviewId));
      if (open.length > 0) await reviews.open(open);
      if (!(await ledger.commit(stored, previous, unsent))) return false;
      if (over.length > 0) await closeIfPossible(over, reviews);
      return true;
    },
  };
}

/** The review that an outcome names, if it names one. */
export function reviewsOf(outcome: RecordOutcome | undefined): readonly Review[] {
  if (outcome?.reviewId === undefined) return [];
  const { key, code, reviewId, since = '', rivalKey } = outcome;
  return [{ key, code, reviewId, since, rivalKey }];
}

/**
 * The same trouble keeps its review. Any other gets a new id, which nobody else has: closing the old one can never take away
 * what another worker has opened.
 */
function withReview(outcome: RecordOutcome, previous: RecordOutcome | undefined, now: string): RecordOutcome {
  const isSame = previous?.outcome === outcome.outcome && previous.code === outcome.code;
  const since = (isSame ? previous.since : undefined) ?? now;
  const history = historyAfter(outcome, previous, now);
  if (!needsPerson(outcome.outcome)) return { ...outcome, since, history, reviewId: undefined };
  // A review stands under the key: one that was respelt gets another.
  const isSameReview = isSame && previous.rivalKey === outcome.rivalKey && previous.key === outcome.key;
  const kept = isSameReview ? previous.reviewId : undefined;
  return { ...outcome, since, history, reviewId: kept ?? randomUUID() };
}

/** The outcome is stored: what cannot be closed now is a left-over. */
async function closeIfPossible(over: readonly Review[], reviews: ReviewIndex): Promise<void> {
  try {
    await reviews.close(over);
  } catch (error) {
    if (!(error instanceof RetryLater)) throw error;
  }
}
