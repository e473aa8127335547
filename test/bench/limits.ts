import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { keyFormsOf } from '../../shared/contacts/associateKey.ts';
import type { RecordOutcome } from '../../shared/outcomes/recordOutcome.ts';
import { createBatchQueue } from '../../shared/state/batchQueue.ts';
import { createOutcomeLedger } from '../../shared/state/outcomeLedger.ts';
import { createRunAccount } from '../../shared/state/runAccount.ts';
import { createRunRecords } from '../../shared/state/runRecords.ts';
import {
  BATCH_QUEUE,
  createStorageClients,
  OUTCOMES_TABLE,
  STATE_TABLE,
  type StorageClients,
} from '../../shared/state/storageClients.ts';
import { AssociateIndex } from '../../shared/sync/adopt/associateIndex.ts';
import { tallyRun } from '../../shared/sync/counters/tallyRun.ts';
import { cutBatches } from '../../shared/sync/queue/cutBatches.ts';
import { startAzurite } from '../standins/storage/startAzurite.ts';
import { numberOf } from '../support/associates.ts';
import { testMapping } from '../support/mappingFile.ts';
import { type Figure, rounded } from './figure.ts';
import { inventedScan } from './hubspotRows.ts';

const PER_BATCH = 100;
/** Rows of the index for each row of the others: they cost next to nothing. */
const INDEX_SHARE = 10;
const RUN = '1780000000000-limits';
const mapping = testMapping();
const { ledger: ledgerKey } = keyFormsOf(mapping);

/**
 * What one more row or batch costs where something grows with their number: the unit costs from which `docs/limits.md` says what
 * happens at ten times the design load. `rows`: entries and batches that are measured.
 */
export async function benchLimits({
  rows,
  tell,
}: {
  readonly rows: number;
  readonly tell: (line: string) => void;
}): Promise<readonly Figure[]> {
  const azurite = await startAzurite();
  try {
    const storage = createStorageClients({ AzureWebJobsStorage: azurite.connectionString });
    tell('ledger …');
    const ledger = await benchLedger(storage, rows);
    tell('accounts …');
    const accounts = await benchAccounts(storage, rows);
    tell('queue …');
    const queue = await benchQueue(storage, Math.ceil(rows / PER_BATCH));
    tell('index of associates …');
    return [...ledger, ...accounts, ...queue, await benchIndex(rows)];
  } finally {
    await azurite.close();
  }
}

async function benchLedger(storage: StorageClients, rows: number): Promise<readonly Figure[]> {
  const ledger = createOutcomeLedger(storage.table(OUTCOMES_TABLE), ledgerKey);
  const commit = await cpuOf(async () => {
    for (let first = 1; first <= rows; first += PER_BATCH)
      await ledger.commit(keysFrom(first, Math.min(PER_BATCH, rows - first + 1)).map(outcomeOf), new Map());
  });
  let bytes = 0;
  const scan = await cpuOf(async () => {
    for await (const page of ledger.inOrder(null)) bytes ||= JSON.stringify(page[0]).length;
  });
  return [
    { name: 'limits.ledger.commitUs', value: rounded(commit / rows), unit: 'us' },
    { name: 'limits.ledger.scanUs', value: rounded(scan / rows), unit: 'us' },
    { name: 'limits.ledger.bytes', value: bytes, unit: 'B' },
  ];
}

/** A run with as many batches as there are rows: its account is read and added up by each tick that it changes in. */
async function benchAccounts(storage: StorageClients, batches: number): Promise<readonly Figure[]> {
  const table = storage.table(STATE_TABLE);
  const account = createRunAccount(table);
  const all = Array.from({ length: batches }, (_, at) => ({ batchId: `${RUN}-${at}`, size: PER_BATCH }));
  const add = await cpuOf(() => account.addDetected(RUN, all));
  const records = createRunRecords(table);
  const read = await cpuOf(async () => tallyRun(RUN, await records.record(RUN)));
  return [
    { name: 'limits.accounts.addUs', value: rounded(add / batches), unit: 'us' },
    { name: 'limits.accounts.readUs', value: rounded(read / batches), unit: 'us' },
  ];
}

async function benchQueue(storage: StorageClients, messages: number): Promise<readonly Figure[]> {
  const queue = createBatchQueue(storage.queues.getQueueClient(BATCH_QUEUE));
  const changes = keysFrom(1, messages * PER_BATCH).map((key) => ({
    key,
    version: '2026-01-05T00:00:00.000',
  }));
  const cut = cutBatches(changes, RUN, 0, 'bulk', PER_BATCH, { ledgerKey });
  const put = await cpuOf(() => queue.put(cut));
  const bytes = Math.ceil(JSON.stringify(cut[0]).length / 3) * 4;
  return [
    { name: 'limits.queue.putUs', value: rounded(put / messages), unit: 'us' },
    { name: 'limits.queue.messageBytes', value: bytes, unit: 'B' },
  ];
}

/** What adoption and the search for the gone hold in memory, for each row. */
async function benchIndex(rows: number): Promise<Figure> {
  const count = INDEX_SHARE * rows;
  // What is compiled and remembered with the first rows is not of the index.
  await AssociateIndex.build(inventedScan(rows), mapping);
  const before = heldBytes();
  const index = await AssociateIndex.build(inventedScan(count), mapping);
  const bytes = (heldBytes() - before) / count;
  if (!index.hasFormOf(numberOf(1))) throw new Error('The index lacks its first row.');
  return { name: 'limits.index.bytes', value: Math.round(bytes), unit: 'B' };
}

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

function heldBytes(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function keysFrom(first: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => numberOf(first + at));
}

function outcomeOf(key: string): RecordOutcome {
  return {
    key,
    outcome: 'created',
    code: 'OK',
    properties: [],
    hubspotId: '123456789012',
    correlationId: undefined,
    conflictId: undefined,
    rivalKey: undefined,
    fingerprint: 'x'.repeat(32),
    sourceVersion: '2026-01-05T00:00:00.000',
    batchId: `${RUN}-1`,
    runId: RUN,
    attempts: 1,
    durationMs: 120,
    since: '2026-01-05T00:00:00.000Z',
    history:
      '[{"at":"2026-01-05T00:00:00.000Z","outcome":"created","code":"OK","runId":"1780000000000-limits"}]',
  };
}

/** Processor time of this process, in µs. */
async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
