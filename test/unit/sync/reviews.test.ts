import { describe, expect, it } from 'vitest';
import { everyCount } from '../../../shared/outcomes/countOutcomes.ts';
import { newRunId } from '../../../shared/sync/ports/ids.ts';
import { countReviews } from '../../../shared/sync/reviews/countReviews.ts';
import { isPlace } from '../../../shared/sync/reviews/findReviews.ts';
import { markReviews } from '../../../shared/sync/reviews/markReviews.ts';
import { fiveReviews, idOf, iso, MINUTE, NOW } from './fiveReviews.ts';

const DAY = 1_440 * MINUTE;

describe('the list of reviews', () => {
  it('has the newest first, page by page, and says how many there are', async () => {
    const { list } = fiveReviews();
    const first = await list({ top: 2 });
    expect([first.keys, first.matching, first.continuation]).toEqual(['K5 K4', 5, expect.any(String)]);
    expect(isPlace(first.continuation ?? '')).toBe(true);
    const second = await list({ top: 3, continuation: first.continuation });
    expect([second.keys, second.matching, second.continuation]).toEqual(['K3 K2 K1', 5, undefined]);
    expect(await list({ code: 'EMAIL_INVALID' })).toMatchObject({ keys: 'K3 K2 K1', matching: 3 });
  });

  it.each([
    [{ since: iso(NOW - 180 * MINUTE) }, 'K5 K4 K3'],
    [{ until: iso(NOW - 180 * MINUTE) }, 'K3 K2 K1'],
    [{ since: iso(NOW - 180 * MINUTE), until: iso(NOW - 180 * MINUTE) }, 'K3'],
    [{ resent: 'never' }, 'K5 K4 K3 K1'],
    [{ resent: 'again' }, 'K2'],
    [{ seen: 'no' }, 'K5 K2 K1'],
    [{ seen: 'yes' }, 'K4 K3'],
    [{ seen: 'noted' }, 'K4'],
    [{ seen: 'no', resent: 'again' }, 'K2'],
    [{ seen: 'no', since: iso(NOW - 180 * MINUTE) }, 'K5'],
  ] as const)('cut down by %o has %s', async (filter, keys) => {
    const { change, list } = fiveReviews();
    change(2, { tries: 1 });
    change(3, { seen: { mark: 'lookedAt', at: iso(NOW) } });
    change(4, { seen: { mark: 'rowCorrected', at: iso(NOW) } });
    expect(await list(filter)).toMatchObject({ keys, matching: keys.split(' ').length });
  });

  it('shows what a person has done, and what came back', async () => {
    const { change, list } = fiveReviews();
    change(5, { tries: 2, seen: { mark: 'lookedAt', at: iso(NOW) } });
    change(4, { seen: { mark: 'of another version', at: iso(NOW) } });
    const { reviews, matchingAgain } = await list();
    expect(reviews.slice(0, 2)).toMatchObject([
      { tries: 2, seen: { mark: 'lookedAt', at: iso(NOW) } },
      { tries: 0 },
    ]);
    expect(reviews[1]).not.toHaveProperty('seen');
    expect(matchingAgain).toBe(1);
  });

  it('passes over what is on its way again, until its run has an end', async () => {
    const { change, totals, list } = fiveReviews();
    const [pending, selecting, fresh, old, done] = [0, 1, 2, 30, 31].map((minutes) =>
      newRunId(NOW - minutes * MINUTE),
    );
    [pending, selecting, fresh, old, done].forEach((sentIn, at) => void change(at + 1, { sentIn }));
    totals.set(pending ?? '', { detected: 2, counts: { ...everyCount({}), pending: 1 } });
    totals.set(selecting ?? '', { detected: 2, note: { mode: 'replay', stage: 'selecting' } });
    totals.set(done ?? '', { detected: 2, note: { mode: 'replay', stage: 'ended' } });
    expect(await list()).toMatchObject({ keys: 'K5 K4', matching: 2 });
  });

  it('passes over left-overs, and removes them once nobody can be about to name them', async () => {
    const { change, reviews, list } = fiveReviews();
    change(1, { since: iso(NOW - 60 * MINUTE) }, { reviewId: 'another' });
    change(2, { since: iso(NOW - 61 * MINUTE) }, { reviewId: 'another' });
    expect((await list()).keys).toBe('K5 K4 K3');
    expect(reviews.stored.has(idOf(1))).toBe(true);
    expect(reviews.stored.has(idOf(2))).toBe(false);
  });
});

it('the counts of reviews are the numbers of the list, by code', async () => {
  const { parts, change, totals } = fiveReviews();
  const run = newRunId(NOW);
  totals.set(run, { detected: 1, counts: { ...everyCount({}), pending: 1 } });
  change(1, { tries: 1, since: iso(NOW - DAY) });
  change(2, { seen: { mark: 'lookedAt', at: iso(NOW) } });
  change(4, { sentIn: run });
  const hoursAgo = (hours: number) => iso(NOW - hours * 60 * MINUTE);
  const { byCode, ...counts } = await countReviews(parts);
  expect(counts).toEqual({
    ...{ at: iso(NOW), total: 4, byOutcome: { rejected: 3, conflict: 1, failed: 0 } },
    ...{ newOfDay: 3, oldestSince: iso(NOW - DAY), resending: 1 },
  });
  expect(byCode).toMatchObject([
    {
      ...{ code: 'EMAIL_INVALID', outcome: 'rejected', reviews: 3, again: 1, unseen: 2 },
      ...{ oldestSince: iso(NOW - DAY), newestSince: hoursAgo(3) },
    },
    { code: 'EMAIL_TAKEN', outcome: 'conflict', reviews: 1, again: 0, unseen: 1, newestSince: hoursAgo(1) },
  ]);
  for (const { message } of byCode) expect(message.es).not.toBe('');
});

it.each([
  ['2026-11-27T20:00:00.000Z|00000000-0000-0000-0000-00000000000a', true],
  ['2026-11-27T20:00:00Z|00000000-0000-0000-0000-00000000000a', true],
  ['2026-11-2xT20:00:00.000Z|00000000-0000-0000-0000-00000000000a', false],
  ['2026-11-27T20:00:00.000Z|00000000', false],
  ['x2026-11-27T20:00:00.000Z|00000000-0000-0000-0000-00000000000a', false],
  ['2026-11-27T20:00:00.000Z|00000000-0000-0000-0000-00000000000ax', false],
])('%s has the form of a place in the list: %s', (text, is) => {
  expect(isPlace(text)).toBe(is);
});

it('a mark goes to the review of whom it names; who has none is unknown', async () => {
  const { parts, reviews, change } = fiveReviews();
  change(2, {}, { reviewId: undefined });
  expect(await markReviews(['K1', 'K2', 'nobody', 'K1'], 'rowCorrected', parts)).toEqual({
    ...{ marked: 1, unknown: ['K2', 'nobody'] },
  });
  expect(reviews.stored.get(idOf(1))?.seen).toEqual({ mark: 'rowCorrected', at: iso(NOW) });
  expect(reviews.stored.get(idOf(2))?.seen).toBeUndefined();
});
