import { describe, expect, it } from 'vitest';
import { PLAIN_FORMS } from '../../../shared/contacts/associateKey.ts';
import { RetryLater } from '../../../shared/errors.ts';
import type { LedgerEntry, RecordOutcome } from '../../../shared/outcomes/recordOutcome.ts';
import { createOutcomeLedger } from '../../../shared/state/outcomeLedger.ts';
import { createReviewIndex } from '../../../shared/state/reviewIndex.ts';
import { createRunAccount } from '../../../shared/state/runAccount.ts';
import type { OutcomeLedger } from '../../../shared/sync/ports/outcomeLedger.ts';
import type { ReviewIndex } from '../../../shared/sync/ports/reviewIndex.ts';
import { listReviews } from '../../../shared/sync/reviews/listReviews.ts';
import { createReviewedLedger } from '../../../shared/sync/reviews/reviewedLedger.ts';
import { STORES, type Tables, useTables } from '../../support/useTables.ts';

const clock = { now: () => Date.UTC(2026, 10, 22) };
const NOTHING: ReadonlyMap<string, LedgerEntry> = new Map();

/** Tables of a test's own, and what was called of them. */
function setUpIn(table: Tables, name: string) {
  const plain = createOutcomeLedger(table(`outcomes${name}`), PLAIN_FORMS.ledger);
  const index = createReviewIndex(table(`reviews${name}`));
  const accounts = createRunAccount(table(`accounts${name}`));
  const calls: string[] = [];
  const noted: ReviewIndex = {
    ...index,
    open: (reviews) => {
      calls.push(`open ${reviews.length}`);
      return index.open(reviews);
    },
    close: (reviews) => {
      calls.push(`close ${reviews.length}`);
      return index.close(reviews);
    },
  };
  const withParts = (change: { ledger?: Partial<OutcomeLedger>; reviews?: Partial<ReviewIndex> }) =>
    createReviewedLedger({ ...plain, ...change.ledger }, { ...noted, ...change.reviews }, clock);
  const shown = async () => {
    const { reviews } = await listReviews({ top: 100 }, { reviews: index, ledger: plain, accounts, clock });
    return reviews.map(({ numeroAsociado, code }) => `${numeroAsociado} ${code}`).sort();
  };
  const stored = async () => (await index.page({ top: 100 })).reviews.length;
  return { ledger: withParts({}), plain, index, withParts, calls, shown, stored };
}

const outcome = (key: string, change: Partial<RecordOutcome> = {}): RecordOutcome => ({
  key,
  outcome: 'created',
  code: 'OK',
  properties: [],
  hubspotId: '1',
  sourceVersion: 'v1',
  fingerprint: 'f1',
  batchId: 'b',
  runId: 'r',
  attempts: 1,
  durationMs: 2,
  ...change,
});
const rejected = (key: string, code = 'EMAIL_INVALID') => outcome(key, { outcome: 'rejected', code });

describe.each(STORES)('the ledger with reviews in the %s store', (kind) => {
  const table = useTables(kind);
  const setUp = (name: string) => setUpIn(table(), name);

  it('calls nothing more for outcomes that need nobody', async () => {
    const { ledger, calls } = setUp('fine');
    const keys = Array.from({ length: 100 }, (_, index) => `K${index}`);
    await ledger.commit(
      keys.map((key) => outcome(key)),
      NOTHING,
    );
    await ledger.commit(
      keys.map((key) => outcome(key, { outcome: 'updated' })),
      await ledger.read(keys),
    );
    expect(calls).toEqual([]);
  });

  it('tells nothing of a review that is there already, but of one that may have been sent again that it is back', async () => {
    const { ledger, index, calls, shown } = setUp('again');
    await ledger.commit([rejected('K1'), rejected('K2')], NOTHING);
    const { reviews } = await index.page({ top: 10 });
    await index.send(reviews, 'by hand');
    calls.length = 0;
    const again = [rejected('K1'), rejected('K2')];
    await ledger.commit(again, await ledger.read(['K1', 'K2']), new Set(['K1']));
    expect(calls).toEqual(['open 1']);
    const sentIn = new Map((await index.page({ top: 10 })).reviews.map((one) => [one.key, one.sentIn]));
    expect([sentIn.get('K1'), sentIn.get('K2')]).toEqual(['by hand', undefined]);
    // Other trouble is another review, whoever asked.
    await ledger.commit([rejected('K1', 'CEDULA_INVALID')], await ledger.read(['K1']), new Set(['K1']));
    expect(calls).toEqual(['open 1', 'open 1', 'close 1']);
    expect(await shown()).toEqual(['K1 CEDULA_INVALID', 'K2 EMAIL_INVALID']);
  });

  it('opens, keeps, changes and closes a review with its outcome, a hundred at a time', async () => {
    const { ledger, shown, stored } = setUp('life');
    const keys = Array.from({ length: 100 }, (_, index) => `K${index}`);
    const codes = ['EMAIL_INVALID', 'CEDULA_INVALID', 'REQUIRED_MISSING'];
    await ledger.commit(
      keys.map((key, index) => rejected(key, codes[index % codes.length])),
      NOTHING,
    );
    expect(await stored()).toBe(100);
    expect(await shown()).toHaveLength(100);

    const entryOf = async () => (await ledger.read(['K0'])).get('K0');
    const first = await entryOf();
    await ledger.commit([rejected('K0')], await ledger.read(['K0']));
    expect(await entryOf()).toMatchObject({ reviewId: first?.reviewId, since: first?.since });
    await ledger.commit([rejected('K0', 'CEDULA_INVALID')], await ledger.read(['K0']));
    expect((await entryOf())?.reviewId).not.toBe(first?.reviewId);
    expect(await stored()).toBe(100);

    await ledger.commit(
      keys.map((key) => outcome(key)),
      await ledger.read(keys),
    );
    expect(await stored()).toBe(0);
    expect((await entryOf())?.reviewId).toBeUndefined();
  });

  // promise 4
  it.each([
    { calls: 0, shown: ['A EMAIL_INVALID', 'B EMAIL_INVALID'], stored: 2 },
    // The new review is open, and no outcome names it.
    { calls: 1, shown: ['A EMAIL_INVALID', 'B EMAIL_INVALID'], stored: 3 },
    // The outcomes are stored, and what they replaced is still open.
    { calls: 2, shown: ['B CEDULA_INVALID'], stored: 3 },
    { calls: 3, shown: ['B CEDULA_INVALID'], stored: 1 },
  ])('shows what the outcomes say when the process dies after $calls calls', async (expected) => {
    const { ledger, plain, index, withParts, shown, stored } = setUp(`crash${expected.calls}`);
    await ledger.commit([rejected('A'), rejected('B')], NOTHING);
    let calls = 0;
    const living =
      <Arguments extends unknown[], Answer>(call: (...all: Arguments) => Promise<Answer>) =>
      (...all: Arguments) =>
        calls++ < expected.calls ? call(...all) : Promise.reject(new Error('The process died.'));
    const dying = withParts({
      ledger: { commit: living(plain.commit) },
      reviews: { open: living(index.open), close: living(index.close) },
    });
    const before = await ledger.read(['A', 'B']);
    await dying
      .commit([outcome('A'), rejected('B', 'CEDULA_INVALID')], before)
      .catch(({ message }: Error) => expect(message).toBe('The process died.'));

    expect(await shown()).toEqual(expected.shown);
    expect(await stored()).toBe(expected.stored);
  });

  it('stores the outcome although the review that is over cannot be closed', async () => {
    const { ledger, withParts, shown } = setUp('away');
    await ledger.commit([rejected('A')], NOTHING);
    const away = () => Promise.reject(new RetryLater('STORAGE_UNREACHABLE', 'Azure Storage is away.'));
    const stored = withParts({ reviews: { close: away } }).commit([outcome('A')], await ledger.read(['A']));
    expect(await stored).toBe(true);
    expect(await shown()).toEqual([]);
  });

  it('stores nothing while a review cannot be opened', async () => {
    const { ledger, withParts } = setUp('closed');
    const away = () => Promise.reject(new RetryLater('STORAGE_UNREACHABLE', 'Azure Storage is away.'));
    await expect(withParts({ reviews: { open: away } }).commit([rejected('A')], NOTHING)).rejects.toThrow(
      'away',
    );
    expect((await ledger.read(['A'])).size).toBe(0);
  });

  it('keeps the review of whoever wins a race, however late the loser closes his', async () => {
    const { ledger, index, withParts, shown } = setUp('race');
    await ledger.commit([rejected('A')], NOTHING);
    const before = await ledger.read(['A']);
    // One worker has stored that all is well and is about to close; another finds the same fault anew meanwhile.
    const closing = Promise.withResolvers<void>();
    const slow = withParts({
      reviews: {
        close: async (reviews) => {
          await closing.promise;
          await index.close(reviews);
        },
      },
    });
    const ended = slow.commit([outcome('A')], before);
    await expect.poll(async () => (await ledger.read(['A'])).get('A')?.outcome).toBe('created');
    await ledger.commit([rejected('A')], await ledger.read(['A']));
    closing.resolve();
    await ended;

    expect(await shown()).toEqual(['A EMAIL_INVALID']);
    // And a loser who had opened one leaves the winner's alone.
    expect(await ledger.commit([rejected('A')], before)).toBe(false);
    expect(await shown()).toEqual(['A EMAIL_INVALID']);
  });

  it('closes what is there although others are gone', async () => {
    const { ledger, plain, index, shown, stored } = setUp('gone');
    const keys = ['A', 'x/y', 'a|b'];
    await ledger.commit(
      keys.map((key) => rejected(key)),
      NOTHING,
    );
    const entries = await plain.read(keys);
    await ledger.commit([outcome('A')], await ledger.read(['A']));
    // An SDK that repeats a call whose answer was lost.
    await index.close(
      [...entries.values()].map(({ key, code, reviewId = '', since = '' }) => ({
        key,
        code,
        reviewId,
        since,
      })),
    );
    expect(await stored()).toBe(0);
    expect(await shown()).toEqual([]);
  });

  it('finds the reviews of one associate and those that name it, and no others', async () => {
    const { ledger, index } = setUp('naming');
    await ledger.commit(
      [
        rejected("o'x"),
        rejected("o'x|1"),
        rejected("o'x1"),
        outcome('other', { outcome: 'conflict', code: 'EMAIL_TAKEN', rivalKey: "o'x" }),
      ],
      NOTHING,
    );
    expect((await index.naming((key) => key === "o'x")).map(({ key }) => key).sort()).toEqual([
      "o'x",
      'other',
    ]);
  });
});
