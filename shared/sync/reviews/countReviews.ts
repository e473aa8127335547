import type { ReviewCounts } from '../../answers/reviews.ts';
import { meaningOf } from '../../outcomes/codeMeaning.ts';
import { endOf } from '../../outcomes/endOf.ts';
import type { InBoth } from '../../outcomes/inBoth.ts';
import type { ListedReview } from '../ports/reviewIndex.ts';
import type { FindReviewsParts } from './findReviews.ts';
import { createResendings } from './resendings.ts';

const DAY_MS = 86_400_000;

interface Sum {
  reviews: number;
  again: number;
  unseen: number;
  ofDay: number;
  oldestSince: string;
  newestSince: string;
}

/** How many reviews wait, by code: the same numbers as the list with the same filter. */
export async function countReviews(parts: FindReviewsParts): Promise<InBoth<ReviewCounts>> {
  const nowMs = parts.clock.now();
  const isResent = createResendings(parts.accounts, nowMs);
  const sums = new Map<string, Sum>();
  let resending = 0;
  for await (const page of parts.reviews.all()) {
    for (const review of page) {
      if (await isResent(review)) resending++;
      else sums.set(review.code, add(sums.get(review.code), review, nowMs));
    }
  }
  const byCode = [...sums].map(([code, { ofDay: _, ...sum }]) => ({
    code,
    outcome: endOf(code),
    message: meaningOf(code),
    ...sum,
  }));
  const all = [...sums.values()];
  const total = (read: (sum: Sum) => number) => all.reduce((count, sum) => count + read(sum), 0);
  const ofOutcome = (outcome: string) =>
    byCode.reduce((count, sum) => count + (sum.outcome === outcome ? sum.reviews : 0), 0);
  return {
    at: new Date(nowMs).toISOString(),
    total: total(({ reviews }) => reviews),
    byOutcome: {
      rejected: ofOutcome('rejected'),
      conflict: ofOutcome('conflict'),
      failed: ofOutcome('failed'),
    },
    newOfDay: total(({ ofDay }) => ofDay),
    oldestSince: all.map(({ oldestSince }) => oldestSince).sort()[0] ?? null,
    resending,
    byCode: byCode.sort((a, b) => b.reviews - a.reviews || (a.code < b.code ? -1 : 1)),
  };
}

function add(sum: Sum | undefined, { since, tries, seen }: ListedReview, nowMs: number): Sum {
  const before = sum ?? { reviews: 0, again: 0, unseen: 0, ofDay: 0, oldestSince: since, newestSince: since };
  return {
    reviews: before.reviews + 1,
    again: before.again + (tries > 0 ? 1 : 0),
    unseen: before.unseen + (seen ? 0 : 1),
    ofDay: before.ofDay + (nowMs - Date.parse(since) < DAY_MS ? 1 : 0),
    oldestSince: since < before.oldestSince ? since : before.oldestSince,
    newestSince: since > before.newestSince ? since : before.newestSince,
  };
}
