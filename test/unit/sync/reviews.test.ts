import { describe, expect, it } from 'vitest';
import { PLAIN_FORMS } from '../../../shared/contacts/associateKey.ts';
import { everyCount } from '../../../shared/outcomes/countOutcomes.ts';
import type { LedgerEntry } from '../../../shared/outcomes/recordOutcome.ts';
import { newRunId } from '../../../shared/sync/ports/ids.ts';
import type { BatchMessage, RunMessage } from '../../../shared/sync/ports/messages.ts';
import type { ListedReview } from '../../../shared/sync/ports/reviewIndex.ts';
import type { RunNote, RunTotals } from '../../../shared/sync/ports/runAccount.ts';
import { countReviews } from '../../../shared/sync/reviews/countReviews.ts';
import { isPlace } from '../../../shared/sync/reviews/findReviews.ts';
import { listReviews } from '../../../shared/sync/reviews/listReviews.ts';
import { markReviews } from '../../../shared/sync/reviews/markReviews.ts';
import { replayKeys, replayPage, replaySelection } from '../../../shared/sync/reviews/replayReviews.ts';
import { ledgerInMemory, reviewsInMemory } from '../../support/inMemory.ts';

const NOW = Date.parse('2026-11-27T20:00:00.000Z');
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const iso = (at: number) => new Date(at).toISOString();
const idOf = (at: number) => `00000000-0000-0000-0000-${String(at).padStart(12, '0')}`;

/** Five reviews, an hour apart, the fifth the newest: 1 to 3 of one code, 4 and 5 of another. */
function setUp() {
  const ledger = ledgerInMemory();
  const reviews = reviewsInMemory();
  const totals = new Map<string, Partial<RunTotals>>();
  const queued: (BatchMessage | RunMessage)[] = [];
  const notes: (readonly [string, Partial<RunNote>])[] = [];
  const change = (at: number, review: Partial<ListedReview>, entry: Partial<LedgerEntry> = {}) => {
    const { [`K${at}`]: before } = Object.fromEntries(ledger.entries);
    const [key, reviewId] = [`K${at}`, idOf(at)];
    const code = at <= 3 ? 'EMAIL_INVALID' : 'EMAIL_TAKEN';
    const since = iso(NOW - (6 - at) * 60 * MINUTE);
    const old = reviews.stored.get(reviewId) ?? { key, code, reviewId, since, tries: 0 };
    reviews.stored.set(reviewId, { ...old, ...review });
    ledger.entries.set(key, {
      ...{
        key,
        code,
        outcome: at <= 3 ? 'rejected' : 'conflict',
        properties: ['email'],
        hubspotId: undefined,
      },
      ...{
        sourceVersion: `v${at}`,
        fingerprint: undefined,
        batchId: 'b',
        runId: 'r',
        attempts: 1,
        durationMs: 1,
      },
      ...{ reviewId, since, etag: 'e' },
      ...before,
      ...entry,
    });
  };
  for (const at of [3, 1, 5, 2, 4]) change(at, {});
  const parts = {
    ledger,
    reviews,
    rows: { read: async () => new Map(), spell: async () => new Map<string, string>() },
    accounts: {
      addDetected: async () => undefined,
      finishBatch: () => Promise.reject(new Error('Not part of this test.')),
      read: async (runId: string): Promise<RunTotals> => {
        const { counts, ...rest } = totals.get(runId) ?? {};
        return {
          detected: 0,
          rejectedByCode: {},
          notInHubSpot: 0,
          ...rest,
          counts: everyCount(counts ?? {}),
        };
      },
      note: async (runId: string, note: Partial<RunNote>) => void notes.push([runId, note]),
      readNote: async () => undefined,
    },
    queue: {
      put: async (all: readonly (BatchMessage | RunMessage)[]) => void queued.push(...all),
      length: async () => 0,
    },
    keyForms: PLAIN_FORMS,
    batchSize: () => 100,
    clock: { now: () => NOW },
  };
  const list = async (query: Partial<Parameters<typeof listReviews>[0]> = {}) => {
    const page = await listReviews({ top: 10, ...query }, parts);
    return { ...page, keys: page.reviews.map(({ numeroAsociado }) => numeroAsociado).join(' ') };
  };
  const batches = () => queued.flatMap((message) => ('changes' in message ? message : []));
  return { parts, ledger, reviews, totals, queued, notes, change, list, batches };
}

describe('the list of reviews', () => {
  it('has the newest first, page by page, and says how many there are', async () => {
    const { list } = setUp();
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
    const { change, list } = setUp();
    change(2, { tries: 1 });
    change(3, { seen: { mark: 'lookedAt', at: iso(NOW) } });
    change(4, { seen: { mark: 'rowCorrected', at: iso(NOW) } });
    expect(await list(filter)).toMatchObject({ keys, matching: keys.split(' ').length });
  });

  it('shows what a person has done, and what came back', async () => {
    const { change, list } = setUp();
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
    const { change, totals, list } = setUp();
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
    const { change, reviews, list } = setUp();
    change(1, { since: iso(NOW - 60 * MINUTE) }, { reviewId: 'another' });
    change(2, { since: iso(NOW - 61 * MINUTE) }, { reviewId: 'another' });
    expect((await list()).keys).toBe('K5 K4 K3');
    expect(reviews.stored.has(idOf(1))).toBe(true);
    expect(reviews.stored.has(idOf(2))).toBe(false);
  });
});

it('the counts of reviews are the numbers of the list, by code', async () => {
  const { parts, change, totals } = setUp();
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

describe('a replay', () => {
  it('of associates that are named sends each once, past the fingerprint, and says whom nobody knows', async () => {
    const { parts, reviews, notes, batches } = setUp();
    const { runId, ...rest } = await replayKeys(['K1', 'nobody', 'K1', 'K4'], 'Lunes', parts);
    expect(rest).toEqual({ count: 2, complete: true, unknown: ['nobody'] });
    expect(notes).toEqual([[runId, { mode: 'replay', stage: 'ended', name: 'Lunes' }]]);
    const changes = [
      { key: 'K1', version: 'v1' },
      { key: 'K4', version: 'v4' },
    ];
    expect(batches()).toMatchObject([{ runId, lane: 'incremental', force: true, changes }]);
    const sent = [...reviews.stored.values()].filter(({ sentIn }) => sentIn === runId);
    expect(sent.map(({ key, tries }) => [key, tries])).toEqual([
      ['K1', 1],
      ['K4', 1],
    ]);
  });

  it('of nobody who is known puts nothing on the queue', async () => {
    const { parts, queued } = setUp();
    expect(await replayKeys(['nobody'], undefined, parts)).toMatchObject({ count: 0, unknown: ['nobody'] });
    expect(queued).toEqual([]);
  });

  it('of a selection goes page by page, by messages, and ends with the last', async () => {
    const { parts, queued, notes, batches } = setUp();
    const { runId, ...rest } = await replaySelection({ code: 'EMAIL_INVALID' }, {}, parts);
    expect(rest).toEqual({ count: 2, complete: false, unknown: [] });
    const next = queued.at(-1);
    expect(next).toMatchObject({
      kind: 'replay',
      runId,
      attempt: 1,
      selection: { code: 'EMAIL_INVALID', until: iso(NOW) },
    });
    if (!next || !('kind' in next) || next.kind !== 'replay')
      throw new Error('The next page is not on the queue.');
    expect(await replayPage(next, parts)).toEqual({ count: 1, complete: true });
    expect(
      batches()
        .flatMap(({ changes }) => changes.map(({ key }) => key))
        .sort(),
    ).toEqual(['K1', 'K2', 'K3']);
    expect(batches().map(({ lane, force }) => [lane, force])).toEqual([
      ['bulk', true],
      ['bulk', true],
    ]);
    expect(notes).toMatchObject([
      [runId, { mode: 'replay', stage: 'selecting' }],
      [runId, { mode: 'replay', stage: 'ended', endedAt: iso(NOW) }],
    ]);
  });

  it('that repeats a page sends its own anew without counting another try, and leaves what others have sent', async () => {
    const { parts, reviews, totals, change, batches } = setUp();
    const [own, other] = [newRunId(NOW), newRunId(NOW)];
    totals.set(own, { detected: 1, counts: { ...everyCount({}), pending: 1 } });
    change(4, { tries: 1, sentIn: own });
    change(5, { tries: 1, sentIn: other });
    const message = { kind: 'replay', runId: own, attempt: 1, selection: { code: 'EMAIL_TAKEN' } } as const;
    expect(await replayPage(message, parts)).toEqual({ count: 1, complete: true });
    expect(batches().flatMap(({ changes }) => changes.map(({ key }) => key))).toEqual(['K4']);
    expect(reviews.stored.get(idOf(4))).toMatchObject({ tries: 1, sentIn: own });
    expect(reviews.stored.get(idOf(5))).toMatchObject({ tries: 1, sentIn: other });
  });

  it.each([
    [{ limit: 2 }, {}, 'K4 K5'],
    [{ limit: 2 }, { ofRun: 'mine' }, 'K1 K2'],
    [{ limit: 9 }, { code: 'EMAIL_TAKEN' }, 'K4 K5'],
    [{ limit: 9 }, { until: iso(NOW - 299 * MINUTE) }, 'K1'],
  ])('of the newest %o of %o sends %s at once', async (wish, selection, keys) => {
    const { parts, change, notes, batches } = setUp();
    for (const at of [1, 2]) change(at, {}, { runId: 'mine' });
    const result = await replaySelection(selection, wish, parts);
    expect(result).toMatchObject({ complete: true, count: keys.split(' ').length });
    expect(
      batches()
        .flatMap(({ changes }) => changes.map(({ key }) => key))
        .sort()
        .join(' '),
    ).toBe(keys);
    expect(batches().every(({ lane }) => lane === 'incremental')).toBe(true);
    expect(notes.at(-1)).toMatchObject([result.runId, { mode: 'replay', stage: 'ended' }]);
  });

  it('does not send what another code has become of meanwhile', async () => {
    const { parts, change, queued } = setUp();
    change(4, {}, { code: 'CEDULA_TAKEN' });
    change(5, {}, { code: 'CEDULA_TAKEN' });
    expect(await replaySelection({ code: 'EMAIL_TAKEN' }, {}, parts)).toMatchObject({
      count: 0,
      complete: true,
    });
    expect(queued).toEqual([]);
  });
});

it('a mark goes to the review of whom it names; who has none is unknown', async () => {
  const { parts, reviews, change } = setUp();
  change(2, {}, { reviewId: undefined });
  expect(await markReviews(['K1', 'K2', 'nobody', 'K1'], 'rowCorrected', parts)).toEqual({
    ...{ marked: 1, unknown: ['K2', 'nobody'] },
  });
  expect(reviews.stored.get(idOf(1))?.seen).toEqual({ mark: 'rowCorrected', at: iso(NOW) });
  expect(reviews.stored.get(idOf(2))?.seen).toBeUndefined();
});
