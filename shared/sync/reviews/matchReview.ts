import type { ListedReview } from '../ports/reviewIndex.ts';

/** What a list, a count and a replay are cut down by: the same filter gives the same number everywhere. */
export interface ReviewFilter {
  /** On the list since this time or later, ISO. */
  readonly since?: string | undefined;
  /** On the list since this time or earlier, ISO. */
  readonly until?: string | undefined;
  /** `never`: not sent again by hand yet; `again`: sent again, and it came back. */
  readonly resent?: 'never' | 'again' | undefined;
  /** `no`: nobody has looked; `noted`: with a mark that says more than that somebody has. */
  readonly seen?: 'no' | 'yes' | 'noted' | undefined;
}

export function matchReview(review: ListedReview, { since, until, resent, seen }: ReviewFilter): boolean {
  const at = Date.parse(review.since);
  return (
    (since === undefined || at >= Date.parse(since)) &&
    (until === undefined || at <= Date.parse(until)) &&
    (resent === undefined || review.tries > 0 === (resent === 'again')) &&
    (seen === undefined || isSeen(review, seen))
  );
}

function isSeen({ seen }: ListedReview, wanted: 'no' | 'yes' | 'noted'): boolean {
  if (wanted === 'noted') return seen !== undefined && seen.mark !== 'lookedAt';
  return (seen !== undefined) === (wanted === 'yes');
}
