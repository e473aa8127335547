import { expect, it } from 'vitest';
import { type LastVerification, readAssociate } from '../../../shared/sync/associate/readAssociate.ts';
import { numberOf } from '../../support/associates.ts';
import { ledgerInMemory } from '../../support/inMemory.ts';

const KEY = numberOf(1);
const [BEFORE, BEGUN, ENDED] = ['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z', '2026-01-03T00:00:00Z'];

const none = { drifted: [], missing: [], gone: [] };
const found = (change: Partial<LastVerification>): LastVerification => ({
  ...{ startedAt: BEGUN, endedAt: ENDED },
  ...{ counts: { drifted: 0, missing: 0, gone: 0 }, keys: none },
  ...change,
});

const cases: readonly (readonly [string, string, LastVerification | undefined, object | null])[] = [
  ['nobody has looked', BEFORE, undefined, null],
  ['it names nobody', BEFORE, found({}), { at: ENDED, found: 'same' }],
  [
    'it names this one as drifted',
    BEFORE,
    found({ keys: { ...none, drifted: [KEY] } }),
    { at: ENDED, found: 'drifted' },
  ],
  [
    'it names this one as missing',
    BEFORE,
    found({ keys: { ...none, missing: [KEY] } }),
    { at: ENDED, found: 'missing' },
  ],
  [
    'it names this one as gone',
    BEFORE,
    found({ keys: { ...none, gone: [KEY] } }),
    { at: ENDED, found: 'gone' },
  ],
  ['it has found more than it names', BEFORE, found({ counts: { drifted: 1, missing: 0, gone: 0 } }), null],
  ['the outcome is as new as it', BEGUN, found({}), null],
];

it.each(cases)('what the last verification says of an associate: %s', async (_, since, last, says) => {
  const ledger = ledgerInMemory();
  ledger.entries.set(KEY, {
    ...{ key: KEY, outcome: 'updated', code: 'OK', properties: [], hubspotId: '70', since },
    ...{
      sourceVersion: 'v',
      fingerprint: 'f',
      batchId: 'b',
      runId: 'r',
      attempts: 1,
      durationMs: 1,
      etag: 'e',
    },
  });
  const nobody = () => Promise.reject(new Error('SQL Server need not be asked.'));
  const parts = { ledger, rows: { read: nobody, spell: nobody }, verification: async () => last };
  expect(await readAssociate(KEY, parts)).toMatchObject({ numeroAsociado: KEY, verification: says });
});

it('whoever waits for a person is not said to be the same', async () => {
  const ledger = ledgerInMemory();
  ledger.entries.set(KEY, {
    ...{ key: KEY, outcome: 'conflict', code: 'EMAIL_TAKEN', properties: ['email'], since: BEFORE },
    ...{ hubspotId: undefined, sourceVersion: 'v', fingerprint: undefined },
    ...{ batchId: 'b', runId: 'r', attempts: 1, durationMs: 1, etag: 'e' },
  });
  const nobody = () => Promise.reject(new Error('SQL Server need not be asked.'));
  const parts = { ledger, rows: { read: nobody, spell: nobody }, verification: async () => found({}) };
  expect(await readAssociate(KEY, parts)).toMatchObject({ verification: null });
});
