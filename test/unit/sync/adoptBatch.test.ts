import { expect, it } from 'vitest';
import { keyFormsOf } from '../../../shared/contacts/associateKey.ts';
import { adoptBatch } from '../../../shared/sync/adopt/adoptBatch.ts';
import type { ContactToWrite, WriteVerdict } from '../../../shared/sync/ports/contactApi.ts';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { ledgerInMemory, readerOf } from '../../support/inMemory.ts';
import { testMapping } from '../../support/mappingFile.ts';
import { noTelemetry } from '../../support/noTelemetry.ts';
import { rulesOf } from '../../support/rulesOf.ts';

const mapping = testMapping();
const STAMP = '2026-01-05T00:00:00.000';

/** Two associates, each with a contact of the portal that fits. */
function setUp() {
  const table = new Map([1, 2].map((index) => [numberOf(index), inventAssociate(index, STAMP)]));
  const ledger = ledgerInMemory();
  const adopted: ContactToWrite[] = [];
  const notPartOfThis = () => Promise.reject(new Error('Not part of this test.'));
  const parts = {
    rows: readerOf(table),
    ledger,
    contacts: {
      write: notPartOfThis,
      adopt: async (contacts: readonly (ContactToWrite & { readonly hubspotId: string })[]) => {
        adopted.push(...contacts);
        const verdicts = contacts.map(({ key, hubspotId }): [string, WriteVerdict] => [
          key,
          { kind: 'written', hubspotId, as: 'adopted' },
        ]);
        return { verdicts: new Map(verdicts), doubtful: new Set<string>() };
      },
    },
    accounts: {
      ...{ addDetected: notPartOfThis, finishBatch: async () => undefined, read: notPartOfThis },
      ...{ note: notPartOfThis, readNote: async () => undefined },
    },
    queue: { put: notPartOfThis, length: notPartOfThis },
    keyForms: keyFormsOf(mapping),
    rules: rulesOf(mapping),
    quietMs: 1,
    clock: { now: () => 0 },
    log: () => undefined,
    telemetry: noTelemetry,
  };
  const notes = [1, 2].map((index) => [
    { key: numberOf(index), hubspotId: `70${index}`, verdict: 'fits' as const, by: ['email' as const] },
  ]);
  const adopt = () => adoptBatch(notes, { batchId: 'a-1', runId: 'a', dryRun: false }, parts);
  return { adopt, parts, table, ledger, adopted };
}

it('a batch of an adoption sends the rows as they are after the ledger was read', async () => {
  const { adopt, parts, table, ledger, adopted } = setUp();
  const { read } = ledger;
  parts.ledger = {
    ...ledger,
    read: async (keys) => {
      const entries = await read(keys);
      table.set(numberOf(1), { ...inventAssociate(1, STAMP), lastname: 'Otro' });
      return entries;
    },
  };
  await adopt();
  expect(adopted.map(({ properties }) => properties['lastname'])).toEqual(['Otro', 'Núñez Peña']);
});

it('a batch of an adoption leaves alone whose contact the sync has met meanwhile', async () => {
  const { adopt, ledger, adopted } = setUp();
  const known = {
    ...{ key: numberOf(1), outcome: 'updated' as const, code: 'OK', properties: [], hubspotId: '701' },
    ...{ sourceVersion: STAMP, fingerprint: 'known', batchId: 'b', runId: 'r', attempts: 1, durationMs: 1 },
    etag: 'of the sync',
  };
  ledger.entries.set(numberOf(1), known);
  await adopt();
  expect(adopted.map(({ key }) => key)).toEqual([numberOf(2)]);
  expect(ledger.entries.get(numberOf(1))).toEqual(known);
  expect(ledger.entries.get(numberOf(2))).toMatchObject({ outcome: 'adopted', hubspotId: '702' });
});
