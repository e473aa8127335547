import { describe, expect, it } from 'vitest';
import { everyCount } from '../../../shared/outcomes/countOutcomes.ts';
import { newRunId } from '../../../shared/sync/ports/ids.ts';
import { replayKeys, replayPage, replaySelection } from '../../../shared/sync/reviews/replayReviews.ts';
import { fiveReviews, idOf, iso, MINUTE, NOW } from './fiveReviews.ts';

describe('a replay', () => {
  it('of associates that are named sends each once, past the fingerprint, and says whom nobody knows', async () => {
    const { parts, reviews, notes, batches } = fiveReviews();
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
    const { parts, queued } = fiveReviews();
    expect(await replayKeys(['nobody'], undefined, parts)).toMatchObject({ count: 0, unknown: ['nobody'] });
    expect(queued).toEqual([]);
  });

  it('of a selection goes page by page, by messages, and ends with the last', async () => {
    const { parts, queued, notes, batches } = fiveReviews();
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
    const { parts, reviews, totals, change, batches } = fiveReviews();
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
    const { parts, change, notes, batches } = fiveReviews();
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
    const { parts, change, queued } = fiveReviews();
    change(4, {}, { code: 'CEDULA_TAKEN' });
    change(5, {}, { code: 'CEDULA_TAKEN' });
    expect(await replaySelection({ code: 'EMAIL_TAKEN' }, {}, parts)).toMatchObject({
      count: 0,
      complete: true,
    });
    expect(queued).toEqual([]);
  });
});
