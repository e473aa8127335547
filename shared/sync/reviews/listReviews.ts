import { SEEN_MARKS } from '../../answers/associate.ts';
import type { Reviews } from '../../answers/reviews.ts';
import { meaningOf } from '../../outcomes/codeMeaning.ts';
import type { InBoth } from '../../outcomes/inBoth.ts';
import type { LedgerEntry } from '../../outcomes/recordOutcome.ts';
import type { OutcomeLedger } from '../ports/outcomeLedger.ts';
import { type FindReviewsParts, findReviews, placeInList } from './findReviews.ts';
import type { ReviewFilter } from './matchReview.ts';
import { type OpenReview, siftReviews } from './siftReviews.ts';

export interface ReviewsParts extends FindReviewsParts {
  readonly ledger: Pick<OutcomeLedger, 'read'>;
}

export interface ReviewsQuery extends ReviewFilter {
  readonly code?: string | undefined;
  /** As the page before ended with. */
  readonly continuation?: string | undefined;
  readonly top: number;
}

/** What became of an associate last, as a person reads it. Keys, codes, property names and ids only. */
export type OutcomeForPerson = InBoth<Omit<Reviews['reviews'][number], 'tries' | 'seen'>>;

/** A page of what waits for a person, newest first; it may hold fewer than asked for. */
export async function listReviews(
  { continuation, ...query }: ReviewsQuery,
  parts: ReviewsParts,
): Promise<InBoth<Reviews>> {
  const { newest, matching, matchingAgain, hasMore } = await findReviews(
    { ...query, behind: continuation },
    parts,
  );
  const current = await siftReviews(newest, parts.clock.now(), parts);
  const last = newest.at(-1);
  return {
    reviews: current.map(toReview),
    matching,
    matchingAgain,
    ...(hasMore && last ? { continuation: placeInList(last) } : {}),
  };
}

function toReview({ review: { tries, seen }, entry }: OpenReview): InBoth<Reviews['reviews'][number]> {
  const mark = SEEN_MARKS.find((name) => name === seen?.mark);
  return { ...forPerson(entry), tries, ...(seen && mark ? { seen: { mark, at: seen.at } } : {}) };
}

export function forPerson(entry: LedgerEntry): OutcomeForPerson {
  const { key, outcome, code, properties, hubspotId, conflictId, rivalKey, since } = entry;
  const { cause, attempts, durationMs, runId, batchId } = entry;
  return {
    numeroAsociado: key,
    outcome,
    code,
    message: meaningOf(code),
    properties: [...properties],
    hubspotId,
    conflictId,
    rivalKey,
    since,
    cause,
    attempts,
    durationMs,
    runId,
    batchId,
  };
}
