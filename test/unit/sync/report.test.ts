import { describe, expect, it } from 'vitest';
import type { RecordOutcome } from '../../../shared/outcomes/recordOutcome.ts';
import type { ContactRemover } from '../../../shared/sync/ports/contactApi.ts';
import { logRecord } from '../../../shared/sync/report/logRecord.ts';
import { reportBatch } from '../../../shared/sync/report/reportBatch.ts';
import { withStopwatch } from '../../../shared/sync/report/stopwatch.ts';
import type { SyncEvent } from '../../../shared/telemetry/events.ts';
import type { LogEntry } from '../../../shared/telemetry/log.ts';
import { isSampled } from '../../../shared/telemetry/sample.ts';
import { numberOf } from '../../support/associates.ts';

const RUN = '20261127T200000Z-0000000a';
const BEGUN = Date.parse('2026-11-27T20:00:00Z');
const sampled = [1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((hundred) =>
  Array.from({ length: 100 }, (_, at) => numberOf(100 * hundred + at)).filter(isSampled),
);
const outcome = (change: Partial<RecordOutcome>): RecordOutcome => ({
  ...{ key: 'A-1', outcome: 'updated', code: 'OK', properties: [], hubspotId: '70', sourceVersion: 'v' },
  ...{ fingerprint: 'f', batchId: `${RUN}-1`, runId: RUN, attempts: 2, durationMs: 30 },
  ...change,
});
const lineOf = (change: Partial<RecordOutcome>, parts: object = { logRecords: 'all' }, by?: string) => {
  const lines: LogEntry[] = [];
  logRecord(outcome(change), { log: (line) => void lines.push(line), ...parts }, by);
  return lines;
};

describe('the line of a record', () => {
  it.each<[Partial<RecordOutcome>, object]>([
    [{ outcome: 'created' }, { level: 'info', status: 'SUCCESS', operation: 'INSERT', message: 'created' }],
    [{ outcome: 'updated' }, { level: 'info', status: 'SUCCESS', operation: 'UPDATE' }],
    [{ outcome: 'adopted' }, { level: 'info', status: 'SUCCESS', operation: 'UPDATE' }],
    [{ outcome: 'unchanged' }, { level: 'info', status: 'SUCCESS', operation: 'UPSERT' }],
    [
      { outcome: 'unchanged', code: 'NOT_IN_HUBSPOT' },
      { level: 'info', status: 'RETRY' },
    ],
    [
      { outcome: 'deleted', code: 'CONTACT_MARKED' },
      { level: 'info', status: 'SUCCESS', operation: 'DELETE' },
    ],
    [
      { outcome: 'deleted', code: 'DELETE_HELD' },
      { level: 'warn', status: 'FAILED', operation: 'DELETE' },
    ],
    [
      { outcome: 'pending', code: 'UNACCOUNTED' },
      { level: 'warn', status: 'RETRY' },
    ],
    [
      { outcome: 'failed', code: 'CRASHED' },
      { level: 'error', status: 'FAILED' },
    ],
    [
      { outcome: 'rejected', code: 'EMAIL_INVALID', properties: ['email', 'phone'] },
      { level: 'warn', status: 'FAILED', code: 'EMAIL_INVALID', message: 'rejected: email, phone' },
    ],
    [
      { outcome: 'conflict', conflictId: '7', rivalKey: 'A-2' },
      { level: 'warn', message: 'conflict (held by contact 7) (also claimed by A-2)' },
    ],
  ])('of %o', (change, says) => {
    expect(lineOf(change)).toMatchObject([{ ...says, contactId: 'A-1', runId: RUN, executionTimeMs: 30 }]);
  });

  it('says who asked, and what was to be done where no word says what became of it', () => {
    const [line] = lineOf({ outcome: 'unchanged' }, { logRecords: 'all', operation: 'UPDATE' }, 'resync');
    expect(line).toMatchObject({ operation: 'UPDATE', message: 'unchanged, by resync' });
  });

  it('is written of problems alone, unless all are asked for', () => {
    expect(lineOf({ outcome: 'created' }, {})).toEqual([]);
    expect(lineOf({ outcome: 'rejected' }, {})).toHaveLength(1);
    expect(lineOf({ outcome: 'deleted' }, {})).toHaveLength(1);
  });
});

it('a batch is told with its counts and times, its problems one by one, and a sample of the rest', () => {
  const [lines, events]: [LogEntry[], SyncEvent[]] = [[], []];
  const [often = ''] = sampled;
  expect(isSampled('A-1')).toBe(false);
  const outcomes = [
    outcome({}),
    outcome({ key: often }),
    outcome({ key: 'A-2', outcome: 'unchanged', code: 'NOT_IN_HUBSPOT', hubspotId: undefined }),
    outcome({ key: 'A-3', outcome: 'rejected', code: 'EMAIL_INVALID' }),
  ];
  const times = { calls: 2, sqlMs: 10, hubspotMs: 100, ledgerMs: 20 };
  reportBatch(
    {
      ...{ runId: RUN, batchId: `${RUN}-1`, attempt: 2, operation: 'UPSERT', outcomes, times },
      ...{
        counts: { updated: 2, unchanged: 1, rejected: 1 },
        startedAt: BEGUN + 1_000,
        endedAt: BEGUN + 1_500,
      },
    },
    {
      log: (line) => void lines.push(line),
      telemetry: { emit: (event) => void events.push(event), flush: async () => undefined },
    },
  );
  expect(lines.map(({ operation, message }) => `${operation} ${message}`)).toEqual([
    'UPSERT rejected',
    'BATCH 2 updated, 1 unchanged, 1 rejected, of the unchanged 1 not in HubSpot',
  ]);
  expect(lines.at(-1)).toMatchObject({ level: 'info', status: 'SUCCESS', executionTimeMs: 500 });
  const told = { operation: 'UPSERT', runId: RUN, batchId: `${RUN}-1` };
  expect(events).toMatchObject([
    {
      ...{ name: 'RecordOutcome', measurements: { attempts: 2, durationMs: 30, weight: 20 } },
      dimensions: { contactId: often, hubspotId: '70', outcome: 'updated', outcomeClass: 'none', ...told },
    },
    {
      ...{ name: 'RecordOutcome', measurements: { weight: 1 } },
      dimensions: {
        contactId: 'A-3',
        outcome: 'rejected',
        outcomeClass: 'validation',
        code: 'EMAIL_INVALID',
      },
    },
    {
      ...{ name: 'Batch', dimensions: told },
      measurements: {
        ...{ records: 4, updated: 2, unchanged: 1, rejected: 1, created: 0, pending: 0, notInHubSpot: 1 },
        ...{ attempt: 2, durationMs: 500, ageMs: 1_500, sqlMs: 10, hubspotMs: 100, ledgerMs: 20, mapMs: 370 },
      },
    },
  ]);
});

it('a stopwatch knows how long each neighbour took, also where it failed', async () => {
  const time = { now: 0 };
  const takes = <T>(ms: number, answer: T) => {
    time.now += ms;
    return Promise.resolve(answer);
  };
  const nothing = { verdicts: new Map(), doubtful: new Set<string>() };
  const neighbours: Parameters<typeof withStopwatch>[0] & { readonly remover: ContactRemover } = {
    clock: { now: () => time.now },
    rows: { read: () => takes(1, new Map()) },
    contacts: { write: () => takes(10, nothing), adopt: () => takes(100, nothing) },
    remover: { remove: () => takes(1_000, nothing) },
    ledger: {
      read: () => takes(10_000, new Map()),
      commit: () => takes(100_000, undefined).then(() => Promise.reject(new Error('Away.'))),
    },
  };
  const { parts, times } = withStopwatch(neighbours);
  await parts.rows.read([]);
  await parts.contacts.write([]);
  await parts.contacts.adopt([]);
  await parts.remover.remove([]);
  await parts.ledger.read([]);
  await expect(parts.ledger.commit([], new Map())).rejects.toThrow('Away.');
  expect(times).toEqual({ calls: 0, sqlMs: 1, hubspotMs: 1_110, ledgerMs: 110_000 });
});
