import { describe, expect, it } from 'vitest';
import { createBatchQueue, parseBatchMessage, parseRunMessage } from '../../../shared/state/batchQueue.ts';
import { createQueueGauge } from '../../../shared/state/queueGauge.ts';
import { createReviewIndex } from '../../../shared/state/reviewIndex.ts';
import { createRunAccount } from '../../../shared/state/runAccount.ts';
import { createStateDocument } from '../../../shared/state/stateDocument.ts';
import { createStateOverview } from '../../../shared/state/stateOverview.ts';
import { BATCH_QUEUE, createStorageClients, POISON_QUEUE } from '../../../shared/state/storageClients.ts';
import type { Review } from '../../../shared/sync/ports/reviewIndex.ts';
import { type Dependency, onDependency } from '../../../shared/telemetry/dependencies.ts';
import { ownAccount } from '../../support/ownAccount.ts';

const clients = createStorageClients({ AzureWebJobsStorage: ownAccount() });
let tables = 0;
/** A table that nobody has used. */
const table = () => clients.table(`table${++tables}`);

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

it('the gauge of queues that nobody may look at says so, and not that they are empty', async () => {
  const wrongKey = ownAccount().replace(/AccountKey=[^;]*/, `AccountKey=${btoa('another key')}`);
  const closed = createStorageClients({ AzureWebJobsStorage: wrongKey });
  const reading = createQueueGauge(closed.queues, { now: () => 0 }).read();
  await expect(reading).rejects.toMatchObject({ code: 'STORAGE_UNREACHABLE' });
});

it('telemetry hears of each operation by its name', async () => {
  const calls: Dependency[] = [];
  onDependency((call) => void calls.push(call));
  await createStateOverview(table())();
  onDependency(() => undefined);
  expect(calls).toMatchObject([
    { type: 'Azure Storage', target: 'storage', name: 'reading all states', resultCode: 'OK', success: true },
  ]);
});

it('the overview has the texts and tags of all documents, and of nothing else', async () => {
  const state = table();
  const overview = createStateOverview(state);
  expect(await overview()).toEqual(new Map());
  await createStateDocument(state, 'circuit').save('{"open":null}', undefined);
  await createStateDocument(state, 'health').save('{}', undefined);
  await createRunAccount(state).note('r', { mode: 'full', stage: 'waiting' });
  await state.createEntity({ partitionKey: 'state', rowKey: 'other', number: 1 });
  expect(await overview()).toEqual(
    new Map([
      ['circuit', { text: '{"open":null}', etag: expect.any(String) }],
      ['health', { text: '{}', etag: expect.any(String) }],
    ]),
  );
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
