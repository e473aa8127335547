import { expect, it } from 'vitest';
import { keyFormsOf } from '../../../shared/contacts/associateKey.ts';
import { RetryLater } from '../../../shared/errors.ts';
import { resyncAssociate } from '../../../shared/sync/associate/resyncAssociate.ts';
import type { ContactToWrite, WriteVerdict, WriteWatch } from '../../../shared/sync/ports/contactApi.ts';
import type { BatchMessage, RunMessage } from '../../../shared/sync/ports/messages.ts';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { ledgerInMemory, readerOf } from '../../support/inMemory.ts';
import { testMapping } from '../../support/mappingFile.ts';
import { noTelemetry } from '../../support/noTelemetry.ts';
import { openPassage } from '../../support/openPassage.ts';
import { rulesOf } from '../../support/rulesOf.ts';

const mapping = testMapping();
const STAMP = '2026-01-05T00:00:00.000';
const QUIET_MS = 180_000;
const KEY = numberOf(1);

/** One associate; the diary tells in which order what is written is written. */
function setUp() {
  const table = new Map([[KEY, inventAssociate(1, STAMP)]]);
  const ledger = ledgerInMemory();
  const diary: string[] = [];
  const queued: { message: BatchMessage | RunMessage; delayMs: number | undefined }[] = [];
  const written: ContactToWrite[] = [];
  const parts = {
    rows: { ...readerOf(table), spell: async () => new Map<string, string>() },
    ledger: {
      ...ledger,
      commit: async (...all: Parameters<typeof ledger.commit>) => {
        diary.push('ledger');
        return ledger.commit(...all);
      },
    },
    contacts: {
      adopt: () => Promise.reject(new Error('Not part of this test.')),
      write: async (contacts: readonly ContactToWrite[], watch?: WriteWatch) => {
        if (!watch?.dryRun) diary.push('HubSpot');
        written.push(...contacts);
        const done: WriteVerdict = { kind: 'written', hubspotId: '701', as: 'created' };
        const verdicts = new Map<string, WriteVerdict>(contacts.map(({ key }) => [key, done]));
        return { verdicts, doubtful: new Set<string>() };
      },
    },
    accounts: {
      addDetected: async () => undefined,
      finishBatch: async () => undefined,
      read: () => Promise.reject(new Error('Not part of this test.')),
    },
    queue: {
      put: async (messages: readonly (BatchMessage | RunMessage)[], delayMs?: number) => {
        diary.push('queue');
        queued.push(...messages.map((message) => ({ message, delayMs })));
      },
      length: async () => 0,
    },
    circuit: openPassage,
    keyForms: keyFormsOf(mapping),
    rules: rulesOf(mapping),
    isAdopted: async () => true,
    quietMs: QUIET_MS,
    clock: { now: () => 0 },
    log: () => undefined,
    telemetry: noTelemetry,
  };
  return { parts, table, ledger, diary, queued, written };
}

it('a resync has its second look on the queue before it writes: nobody delivers a request again', async () => {
  const { parts, diary, queued } = setUp();
  expect(await resyncAssociate(KEY, false, parts)).toMatchObject({ kind: 'done', outcome: 'created' });
  expect(diary).toEqual(['queue', 'HubSpot', 'ledger']);
  expect(queued).toMatchObject([{ message: { forceKeys: [KEY], lookAgain: true }, delayMs: QUIET_MS }]);
});

it('a dry run of it writes nowhere', async () => {
  const { parts, diary } = setUp();
  expect(await resyncAssociate(KEY, true, parts)).toMatchObject({ kind: 'done', dryRun: true });
  expect(diary).toEqual([]);
});

const [LIMIT, LOST, DOWN] = [
  new RetryLater('HUBSPOT_RATE_LIMITED', 'No room.'),
  new RetryLater('HUBSPOT_TIMEOUT', 'No answer came.', { outcomeUnknown: true }),
  new RetryLater('HUBSPOT_UNREACHABLE', 'Nobody is there.'),
];

it.each([
  [LIMIT, false],
  [LOST, true],
] as const)(
  'a resync that cannot end now follows by the queue, in doubt where a write may come: %s',
  async (error, doubtful) => {
    const { parts, queued } = setUp();
    const detected: unknown[] = [];
    parts.accounts.addDetected = async (...all: unknown[]) => void detected.push(all);
    parts.contacts.write = () => Promise.reject(error);
    const result = await resyncAssociate(KEY, false, parts);
    expect(result).toEqual({ kind: 'queued', code: error.code, runId: expect.any(String) });
    const runId = 'runId' in result ? result.runId : '';
    const changes = [{ key: KEY, version: STAMP }];
    expect(queued.at(-1)?.message).toEqual({
      ...{ runId, batchId: `${runId}-1`, attempt: 1, lane: 'urgent', changes },
      ...{ force: true, doubtful },
    });
    expect(detected).toEqual([[runId, [{ batchId: `${runId}-1`, size: 1 }]]]);
  },
);

it.each([
  [DOWN, false],
  [LIMIT, true],
  [LOST, true],
] as const)(
  'a resync says so where nothing may have been written, or nothing was to be: %s, dry run: %s',
  async (error, dryRun) => {
    const { parts } = setUp();
    parts.contacts.write = () => Promise.reject(error);
    await expect(resyncAssociate(KEY, dryRun, parts)).rejects.toBe(error);
  },
);

it('a resync says which properties HubSpot had otherwise, and what they were in a dry run alone', async () => {
  const { parts } = setUp();
  const { write } = parts.contacts;
  parts.contacts.write = async (contacts, watch) => {
    for (const { key, properties } of contacts)
      watch?.onSend({ key, properties, before: { ...properties, lastname: 'Otro' } });
    return write(contacts, watch);
  };
  const changesOf = async (dryRun: boolean) => {
    const result = await resyncAssociate(KEY, dryRun, parts);
    return result.kind === 'done' ? result.changes : [];
  };
  const to = inventAssociate(1, STAMP)['lastname'];
  const changed = (await changesOf(true)).filter(({ change }) => change !== 'same');
  expect(changed).toEqual([{ property: 'lastname', change: 'changed', from: 'Otro', to }]);
  expect((await changesOf(false)).filter(({ change }) => change !== 'same')).toEqual([
    { property: 'lastname', change: 'changed' },
  ]);
});

it('a resync sends the row as it is after the ledger was read', async () => {
  const { parts, table, ledger, written } = setUp();
  let reads = 0;
  parts.ledger.read = async (keys) => {
    const entries = await ledger.read(keys);
    // The first time it is only asked who is meant.
    if (++reads === 2) table.set(KEY, { ...inventAssociate(1, STAMP), lastname: 'Otro' });
    return entries;
  };
  await resyncAssociate(KEY, false, parts);
  expect(reads).toBe(2);
  expect(written.map(({ properties }) => properties['lastname'])).toEqual(['Otro']);
});

it.each([true, false])(
  'a resync judges by the portal as it is now, however lately it was read; dry run: %s',
  async (dryRun) => {
    const { parts } = setUp();
    const known = rulesOf(mapping);
    const status = known.portal.get('frecuencia_deposito_de_su_salario');
    if (!status) throw new Error('There is no frecuencia_deposito_de_su_salario.');
    const changed = {
      ...known,
      portal: new Map([
        ...known.portal,
        ['frecuencia_deposito_de_su_salario', { ...status, type: 'enumeration', options: ['Otro'] }],
      ]),
    };
    let current = known;
    parts.rules = {
      ...known,
      current: async () => current,
      refresh: async () => {
        current = changed;
        return changed;
      },
    };
    const { write } = parts.contacts;
    parts.contacts.write = async (contacts, watch) => {
      const answer = await write(contacts, watch);
      if (current === changed) return answer;
      const drift = {
        kind: 'refused',
        code: 'OPTION_UNKNOWN',
        properties: ['frecuencia_deposito_de_su_salario'],
        isDrift: true,
      } as const;
      return { ...answer, verdicts: new Map([[KEY, drift]]) };
    };
    expect(await resyncAssociate(KEY, dryRun, parts)).toMatchObject({
      outcome: 'created',
      code: 'OPTION_UNKNOWN',
      properties: ['frecuencia_deposito_de_su_salario'],
      findings: [{ code: 'OPTION_UNKNOWN' }],
    });
  },
);
