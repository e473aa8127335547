import { describe, expect, it } from 'vitest';
import { createAdoptionNotes } from '../../../shared/state/adoptionNotes.ts';
import { createBatchQueue, parseBatchMessage, parseRunMessage } from '../../../shared/state/batchQueue.ts';
import { createCounterRows } from '../../../shared/state/counterRows.ts';
import { createQueueGauge } from '../../../shared/state/queueGauge.ts';
import { createReviewIndex } from '../../../shared/state/reviewIndex.ts';
import { createRunAccount } from '../../../shared/state/runAccount.ts';
import { createRunRecords } from '../../../shared/state/runRecords.ts';
import { createStateDocument } from '../../../shared/state/stateDocument.ts';
import { createStateOverview } from '../../../shared/state/stateOverview.ts';
import { BATCH_QUEUE, createStorageClients, POISON_QUEUE } from '../../../shared/state/storageClients.ts';
import type { AdoptionNote } from '../../../shared/sync/ports/adoptionNotes.ts';
import { newRunId } from '../../../shared/sync/ports/ids.ts';
import type { Review } from '../../../shared/sync/ports/reviewIndex.ts';
import { ownAccount } from '../../support/ownAccount.ts';

const clients = createStorageClients({ AzureWebJobsStorage: ownAccount() });
let tables = 0;
/** A table that nobody has used. */
const table = () => clients.table(`table${++tables}`);

describe('what an adoption notes', () => {
  const note = (key: string, hubspotId: string): AdoptionNote => ({
    ...{ key, hubspotId, verdict: 'fits', by: ['number', 'email'] },
  });
  const all = async (notes: ReturnType<typeof createAdoptionNotes>, runId: string) => {
    const found: string[] = [];
    for await (const one of notes.byAssociate(runId))
      found.push(one.map(({ key, hubspotId }) => `${key} ${hubspotId}`).join(', '));
    return found;
  };

  it('comes back by associate, whatever the order in which it came, and once however often it was noted', async () => {
    const notes = createAdoptionNotes(table());
    expect(await all(notes, 'one')).toEqual([]);
    await notes.add('one', [note('A-2', '7'), note('A/1', '5')]);
    await notes.add('one', [note('A-2', '6'), note('A-2', '7')]);
    await notes.add('other', [note('A-9', '9')]);
    expect(await all(notes, 'one')).toEqual(['A-2 6, A-2 7', 'A/1 5']);
    const [first] = await Array.fromAsync(notes.byAssociate('one'));
    expect(first?.[0]).toMatchObject(note('A-2', '6'));
  });

  it('may be more than one transaction takes, and goes with its run, also where some are gone', async () => {
    const notes = createAdoptionNotes(table());
    const many = Array.from({ length: 130 }, (_, at) => note(`A-${String(at).padStart(3, '0')}`, '1'));
    await notes.add('one', many);
    expect(await all(notes, 'one')).toHaveLength(130);
    await notes.remove('one', many.slice(0, 1));
    await notes.remove('one', many.slice(0, 2));
    await notes.remove('one', many.slice(1));
    expect(await all(notes, 'one')).toEqual([]);
  });

  it('of one associate goes from every run, and nobody else’s does', async () => {
    const state = table();
    const notes = createAdoptionNotes(state);
    await notes.add('one', [note('A-1', '1'), note('A-1', '2'), note('A-2', '3')]);
    await notes.add('two', [note('a-1', '1')]);
    await createRunAccount(state).addDetected('one', [{ batchId: 'A-1', size: 1 }]);
    expect(await notes.removeOf((key) => key.toLowerCase() === 'a-1')).toBe(3);
    expect([await all(notes, 'one'), await all(notes, 'two')]).toEqual([['A-2 3'], []]);
    expect(await createRunAccount(state).read('one')).toMatchObject({ detected: 1 });
  });
});

it('the gauge of the queues says how many wait, since when, and how many are poison; none where there is no queue', async () => {
  const own = createStorageClients({ AzureWebJobsStorage: ownAccount() });
  const at = { now: Date.now() };
  const gauge = createQueueGauge(own.queues, { now: () => at.now });
  expect(await gauge.read()).toEqual({ length: 0, oldestMs: 0, poisonLength: 0 });
  const message = { runId: 'r', batchId: 'r-1', attempt: 1, force: false, lane: 'bulk' as const };
  await createBatchQueue(own.queues.getQueueClient(BATCH_QUEUE)).put(
    Array.from({ length: 12 }, () => ({ ...message, changes: [{ key: 'A-1', version: '' }] })),
  );
  await own.queues.getQueueClient(POISON_QUEUE).create();
  await own.queues.getQueueClient(POISON_QUEUE).sendMessage('x');
  at.now = Date.now() + 3_600_000;
  const { oldestMs, ...rest } = await gauge.read();
  expect(rest).toEqual({ length: 12, poisonLength: 1 });
  expect(oldestMs).toBeGreaterThan(3_590_000);
  expect(oldestMs).toBeLessThan(3_660_000);
});

it('the overview has the texts of all documents, and of nothing else', async () => {
  const state = table();
  const overview = createStateOverview(state);
  expect(await overview()).toEqual(new Map());
  await createStateDocument(state, 'circuit').save('{"open":null}', undefined);
  await createStateDocument(state, 'health').save('{}', undefined);
  await createRunAccount(state).note('r', { mode: 'full', stage: 'waiting' });
  await state.createEntity({ partitionKey: 'state', rowKey: 'other', number: 1 });
  expect(await overview()).toEqual(
    new Map([
      ['circuit', '{"open":null}'],
      ['health', '{}'],
    ]),
  );
});

describe('the account of a run', () => {
  const done = { counts: { updated: 3 }, rejectedByCode: {}, notInHubSpot: 1 };
  const end = { endedAt: Date.parse('2026-11-27T20:00:00.000Z'), durationMs: 20, calls: 2 };

  it('has what was noted of it, one word after the other', async () => {
    const accounts = createRunAccount(table());
    expect(await accounts.readNote('r')).toBeUndefined();
    await accounts.note('r', { mode: 'verify', stage: 'selecting', cancelledAt: '', name: 'Lunes' });
    await accounts.note('r', { stage: 'ended', endedAt: '2026-11-27T20:00:00.000Z', found: '{}' });
    const note = {
      mode: 'verify',
      stage: 'ended',
      name: 'Lunes',
      endedAt: '2026-11-27T20:00:00.000Z',
      found: '{}',
    };
    expect(await accounts.readNote('r')).toEqual(note);
    expect(await accounts.read('r')).toMatchObject({ detected: 0, note, lastEndAt: undefined });
    await accounts.note('r', { cancelledAt: '2026-11-27T21:00:00.000Z' });
    expect((await accounts.readNote('r'))?.cancelledAt).toBe('2026-11-27T21:00:00.000Z');
    await accounts.note('of another version', { stage: 'ended' });
    expect(await accounts.readNote('of another version')).toBeUndefined();
  });

  it('counts the parts of a batch that was split in its place, and says when a batch of it ended last', async () => {
    const state = table();
    const accounts = createRunAccount(state);
    await accounts.addDetected(
      'r',
      Array.from({ length: 120 }, (_, at) => ({ batchId: `r-${at}`, size: 2 })),
    );
    expect(await accounts.read('r')).toMatchObject({ detected: 240, lastEndAt: undefined });
    await accounts.split('r', 'r-0', [
      { batchId: 'r-0.1', size: 1 },
      { batchId: 'r-0.2', size: 1 },
    ]);
    await accounts.finishBatch('r', 'r-1', 3, done, { ...end, isResync: true });
    await accounts.finishBatch('r', 'r-2', 3, done, 'compared');
    await accounts.finishBatch('r', 'r-3', 3, done, { ...end, durationMs: undefined });
    await accounts.finishBatch('r', 'r-4', 3, done, { ...end, durationMs: -5 });
    const totals = await accounts.read('r');
    expect(totals).toMatchObject({ detected: 244, counts: { updated: 12 }, notInHubSpot: 4 });
    expect(totals.lastEndAt).toMatch(/^20\d\d-/);

    const { batches, storedAt } = await createRunRecords(state).record('r');
    expect(batches).toHaveLength(121);
    expect(storedAt).toMatch(/^20\d\d-/);
    const ended = { ...end, isResync: false };
    expect(batches.filter(({ counts }) => counts.updated === 3)).toMatchObject([
      { size: 3, isCompared: false, end: { ...ended, isResync: true } },
      { size: 3, isCompared: true, end: undefined },
      { isCompared: false, end: { ...ended, durationMs: undefined } },
      { isCompared: false, end: { ...ended, durationMs: 0 } },
    ]);
  });

  it('is found by when the run began and when any of it was stored, and goes after its time, some at a time', async () => {
    const state = table();
    const accounts = createRunAccount(state);
    const records = createRunRecords(state);
    const day = 86_400_000;
    const now = Date.now();
    const [old, young] = [newRunId(now - 10 * day), newRunId(now - day)];
    for (const run of [old, young])
      await accounts.addDetected(
        run,
        [1, 2, 3].map((at) => ({ batchId: `${run}-${at}`, size: 1 })),
      );
    await createStateDocument(state, 'health').save('{}', undefined);
    expect([...(await records.changed(0, 0))].sort()).toEqual([old, young].sort());
    expect(await records.changed(now - 2 * day, 0)).toEqual([young]);
    expect(await records.changed(0, now + day)).toEqual([]);
    expect(await records.forget(now - 5 * day, 2)).toBe(2);
    expect((await records.record(old)).batches).toHaveLength(1);
    expect(await records.forget(now - 5 * day, 100)).toBe(1);
    expect(await records.forget(now - 5 * day, 100)).toBe(0);
    expect((await records.record(young)).batches).toHaveLength(3);
    expect((await createStateDocument(state, 'health').read())?.text).toBe('{}');
  });
});

describe('rows of counters', () => {
  it('change together or not at all, and come back however long and strange their text is', async () => {
    const rows = createCounterRows(table());
    expect(await rows.commit([])).toBe(true);
    const long = `ñ😀${'x'.repeat(70_000)}"\\`;
    const text = JSON.stringify({ long });
    expect(
      await rows.commit([
        { name: 'a', text, etag: undefined },
        { name: 'b', text: '1', etag: undefined },
      ]),
    ).toBe(true);
    const read = await rows.read(['a', 'b', 'c']);
    expect([...read.keys()]).toEqual(['a', 'b']);
    expect(JSON.parse(read.get('a')?.text ?? '')).toEqual({ long });
    const [a, b] = [read.get('a')?.etag, read.get('b')?.etag];
    expect(await rows.commit([{ name: 'b', text: '2', etag: b }])).toBe(true);
    // Another was faster with b: a stays too.
    expect(
      await rows.commit([
        { name: 'a', text: '9', etag: a },
        { name: 'b', text: '9', etag: b },
      ]),
    ).toBe(false);
    expect(await rows.commit([{ name: 'a', text: '9', etag: undefined }])).toBe(false);
    expect(await rows.commit([{ name: 'c', text: '9', etag: a }])).toBe(false);
    expect((await rows.read(['b'])).get('b')?.text).toBe('2');
    expect(JSON.parse((await rows.read(['a'])).get('a')?.text ?? '')).toEqual({ long });
    // A shorter text leaves nothing of the longer one.
    expect(await rows.commit([{ name: 'a', text: '3', etag: a }])).toBe(true);
    expect((await rows.read(['a'])).get('a')?.text).toBe('3');
  });

  it('are read and forgotten by ranges, in order, some at a time', async () => {
    const rows = createCounterRows(table());
    const names = Array.from({ length: 130 }, (_, at) => `n${String(at).padStart(3, '0')}`);
    for (const some of [names.slice(0, 70), names.slice(70)])
      await rows.commit(some.map((name) => ({ name, text: '1', etag: undefined })));
    const between = async (...range: Parameters<typeof rows.between>) =>
      (await rows.between(...range)).map(({ name }) => name);
    expect(await between('n', 'o')).toEqual(names);
    expect(await between('n005', 'n010')).toEqual(names.slice(5, 10));
    expect(await between('n', 'o', 3)).toEqual(names.slice(0, 3));
    expect(await rows.forget('n', 'n128', 3)).toBe(3);
    expect(await rows.forget('n', 'n128', 1_000)).toBe(125);
    expect(await between('n', 'o')).toEqual(['n128', 'n129']);
  });
});

describe('the index of reviews', () => {
  const review = (at: number, code = 'EMAIL_INVALID'): Review => ({
    ...{
      key: `A-${String(at).padStart(3, '0')}`,
      code,
      reviewId: `id-${at}`,
      since: '2026-11-27T20:00:00.000Z',
    },
  });

  it('pages by code, and keeps what persons did until the review is opened anew', async () => {
    const index = createReviewIndex(table());
    const many = Array.from({ length: 130 }, (_, at) => review(at));
    await index.open(many.slice(0, 100));
    await index.open([...many.slice(100), review(500, 'EMAIL_TAKEN')]);
    const first = await index.page({ code: 'EMAIL_INVALID', top: 100 });
    expect([first.reviews.length, first.continuation !== undefined]).toEqual([100, true]);
    const rest = await index.page({ code: 'EMAIL_INVALID', top: 100, continuation: first.continuation });
    expect([rest.reviews.length, rest.continuation]).toEqual([30, undefined]);
    expect(first.reviews[0]).toEqual({ ...review(0), tries: 0, sentIn: undefined, seen: undefined });
    const counts: number[] = [];
    for await (const page of index.all('EMAIL_TAKEN')) counts.push(page.length);
    for await (const page of index.all()) counts.push(page.length);
    expect(counts).toEqual([1, 131]);

    const listed = [...first.reviews, ...rest.reviews];
    await index.close([review(7)]);
    await index.send(listed, 'run');
    expect(await index.mark([review(0), review(7), review(500, 'EMAIL_TAKEN')], 'ignored', 'then')).toBe(2);
    const now = async () => (await index.page({ code: 'EMAIL_INVALID', top: 1 })).reviews[0];
    const touched = { ...review(0), tries: 1, seen: { mark: 'ignored', at: 'then' } };
    expect(await now()).toEqual({ ...touched, sentIn: 'run' });
    await index.open([review(0)]);
    expect(await now()).toEqual({ ...touched, sentIn: undefined });
    await index.close(many);
    expect((await index.page({ code: 'EMAIL_INVALID', top: 1 })).reviews).toEqual([]);
  });
});

describe('a message', () => {
  const batch = {
    runId: 'r',
    batchId: 'r-1',
    attempt: 1,
    force: false,
    lane: 'bulk',
    changes: [{ key: 'A', version: '' }],
  };

  it('of a batch is what the queue was given, and of an earlier version has no lane', () => {
    const more = {
      forceKeys: ['A'],
      doubtful: true,
      lookAgain: true,
      released: true,
      alone: true,
      removal: { counted: 1, dueAt: 2 },
    };
    expect(parseBatchMessage({ ...batch, ...more })).toEqual({ ...batch, ...more });
    expect(parseBatchMessage({ ...batch, lane: undefined })).toEqual({ ...batch, lane: 'incremental' });
    for (const broken of [
      { attempt: 0 },
      { changes: [] },
      { lane: 'slow' },
      { runId: 7 },
      { changes: [{ key: 'A' }] },
    ])
      expect(parseBatchMessage({ ...batch, ...broken })).toBeUndefined();
    expect(parseBatchMessage('text')).toBeUndefined();
  });

  it.each([
    { kind: 'adopt', runId: 'r', attempt: 1 },
    { kind: 'verify', runId: 'r', attempt: 2 },
    { kind: 'detect', mode: 'full', runId: 'r', attempt: 1 },
    { kind: 'detect', mode: 'incremental', runId: 'r', attempt: 1 },
    {
      ...{ kind: 'replay', runId: 'r', attempt: 1, continuation: 'c' },
      selection: { code: 'C', ofRun: 'o', since: 's', until: 'u', resent: 'again', seen: 'noted' },
    },
  ])('of a run is what the queue was given: $kind', (message) => {
    expect(parseRunMessage(message)).toEqual(message);
    expect(parseRunMessage({ ...message, attempt: 0 })).toBeUndefined();
    expect(parseRunMessage({ ...message, kind: 'other' })).toBeUndefined();
    expect(parseBatchMessage(message)).toBeUndefined();
  });
});
