import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLAIN_FORMS } from '../../../shared/contacts/associateKey.ts';
import { RetryLater } from '../../../shared/errors.ts';
import type { RecordOutcome } from '../../../shared/outcomes/recordOutcome.ts';
import { createBatchQueue } from '../../../shared/state/batchQueue.ts';
import { createOutcomeLedger } from '../../../shared/state/outcomeLedger.ts';
import { createRunAccount } from '../../../shared/state/runAccount.ts';
import { createStateDocument } from '../../../shared/state/stateDocument.ts';
import {
  BATCH_QUEUE,
  createStorageClients,
  OUTCOMES_TABLE,
  STATE_TABLE,
  type StorageClients,
} from '../../../shared/state/storageClients.ts';
import type { BatchMessage } from '../../../shared/sync/ports/messages.ts';
import { cutBatches } from '../../../shared/sync/queue/cutBatches.ts';
import { type Azurite, startAzurite } from '../../standins/storage/startAzurite.ts';

let azurite: Azurite;
let clients: StorageClients;
beforeAll(async () => {
  azurite = await startAzurite();
  clients = createStorageClients({ AzureWebJobsStorage: azurite.connectionString });
});
afterAll(() => azurite.close());

const outcome = (key: string): RecordOutcome => ({
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
});
const message = (keys: readonly string[]): BatchMessage => ({
  runId: 'r',
  batchId: 'r-1',
  attempt: 1,
  force: false,
  lane: 'incremental',
  changes: keys.map((key) => ({ key, version: '' })),
});
const batchQueue = () => createBatchQueue(clients.queues.getQueueClient(BATCH_QUEUE));

/** What was thrown, by its name and message. */
async function failure(work: () => Promise<unknown>): Promise<Error> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('Nothing was thrown.');
}

describe('what Storage refuses', () => {
  it.each([
    [
      'an entity (400)',
      () =>
        createOutcomeLedger(clients.table(OUTCOMES_TABLE), (key) => key).commit(
          [outcome('x'.repeat(600))],
          new Map(),
        ),
      'Azure Storage refuses storing outcomes (400 InvalidInput).',
    ],
    [
      'a text too large for a property (400)',
      () => createStateDocument(clients.table(STATE_TABLE), 'health').save('x'.repeat(40_000), undefined),
      'Azure Storage refuses storing the state of health (400 PropertyValueTooLarge).',
    ],
    [
      'a message (413)',
      () => batchQueue().put([message(['x'.repeat(60_000)])]),
      'Azure Storage refuses putting batches on the queue (413 RequestBodyTooLarge).',
    ],
  ])('is a bug and no outage: %s', async (_, work, sentence) => {
    const error = await failure(work);
    expect(error).not.toBeInstanceOf(RetryLater);
    expect([error.name, error.message]).toEqual(['StorageRefusal', sentence]);
  });

  it('is no longer what a pause of months is: it comes back after seven days, the longest there is', async () => {
    await batchQueue().put([message(['A-1'])], 90 * 86_400_000);
    expect(await batchQueue().length()).toBe(1);
    await clients.queues.getQueueClient(BATCH_QUEUE).clearMessages();
  });
});

describe('an error of the code', () => {
  it('inside of a call to Storage is that error, and no outage', async () => {
    const table = clients.table(OUTCOMES_TABLE);
    const ledger = createOutcomeLedger(table, PLAIN_FORMS.ledger);
    await ledger.commit([outcome('C-1')], new Map());
    await table.updateEntity({ partitionKey: 'contacts', rowKey: 'C-1', attempts: 'many' }, 'Merge');
    const error = await failure(() => ledger.read(['C-1']));
    expect(error).not.toBeInstanceOf(RetryLater);
    expect(error.name).toBe('ZodError');
  });
});

describe('a Storage that is away', () => {
  it('is an outage', async () => {
    const gone = await startAzurite();
    const away = createStorageClients({ AzureWebJobsStorage: gone.connectionString });
    await gone.close();
    const error = await failure(() => createStateDocument(away.table(STATE_TABLE), 'health').read());
    expect(error).toBeInstanceOf(RetryLater);
    expect(error).toMatchObject({ code: 'STORAGE_UNREACHABLE' });
  });
});

// promise 6
describe('a table or a queue that somebody deletes', () => {
  const parts = () => {
    const state = clients.table(STATE_TABLE);
    const document = createStateDocument(state, 'detection');
    const accounts = createRunAccount(state);
    const ledger = createOutcomeLedger(clients.table(OUTCOMES_TABLE), PLAIN_FORMS.ledger);
    return { document, accounts, ledger, queue: batchQueue() };
  };

  it.each([
    [
      'the watermark is moved',
      ({ document }) => document.save('one', undefined),
      STATE_TABLE,
      expect.any(String),
    ],
    [
      'a batch is counted',
      ({ accounts }) => accounts.addDetected('r', [{ batchId: 'b', size: 1 }]),
      STATE_TABLE,
      undefined,
    ],
    [
      'an outcome is stored',
      ({ ledger }) => ledger.commit([outcome('A-1')], new Map()),
      OUTCOMES_TABLE,
      true,
    ],
    ['a batch is put on the queue', ({ queue }) => queue.put([message(['A-1'])]), BATCH_QUEUE, undefined],
  ] as const satisfies readonly (readonly [
    string,
    (made: ReturnType<typeof parts>) => Promise<unknown>,
    string,
    unknown,
  ])[])('is there again, without a restart, once %s for the second time', async (_, use, name, done) => {
    const made = parts();
    await made.document.read();
    await made.accounts.read('r');
    await made.ledger.read(['A-1']);
    await made.queue.length();
    await (name === BATCH_QUEUE ? clients.queues.deleteQueue(name) : clients.table(name).deleteTable());

    const error = await failure(() => use(made));
    expect(error).toBeInstanceOf(RetryLater);
    expect(error.message).toMatch(/\((?:Table|Queue)NotFound\)/);
    // `undefined` of the watermark would be "somebody else was first", for ever; `false` of an outcome likewise.
    expect(await use(made)).toEqual(done);
  });
});

describe('a batch', () => {
  const LONG = '名'.repeat(449);
  const changes = Array.from({ length: 100 }, (_, index) => ({
    key: `${LONG}${index % 10}`,
    version: 'v'.repeat(30),
  }));

  it('fits into a message whatever its keys are, also when they are named twice to be forced', async () => {
    const batches = cutBatches(changes, 'run', 0, 'incremental', 100, { ledgerKey: PLAIN_FORMS.ledger });
    expect(batches.length).toBeGreaterThan(1);
    expect(batches.flatMap((batch) => batch.changes)).toHaveLength(100);
    expect(new Set(batches.map(({ batchId }) => batchId)).size).toBe(batches.length);
    const forced = batches.map((batch) => ({ ...batch, forceKeys: batch.changes.map(({ key }) => key) }));
    await clients.queues.getQueueClient(BATCH_QUEUE).clearMessages();
    await batchQueue().put(forced);
    expect(await batchQueue().length()).toBe(batches.length);
  });

  it('of usual keys is as large as is set', () => {
    const usual = Array.from({ length: 100 }, (_, index) => ({
      key: `A-${index}`,
      version: '2026-01-01T00:00:00.1234567',
    }));
    expect(cutBatches(usual, 'run', 0, 'incremental', 100, { ledgerKey: PLAIN_FORMS.ledger })).toHaveLength(
      1,
    );
  });
});
