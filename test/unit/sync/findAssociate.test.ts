import { describe, expect, it } from 'vitest';
import { PLAIN_FORMS } from '../../../shared/contacts/associateKey.ts';
import type { LedgerEntry } from '../../../shared/outcomes/recordOutcome.ts';
import { findAssociate, findOutcome } from '../../../shared/sync/keys/findAssociate.ts';
import { readAssociates } from '../../../shared/sync/keys/readAssociates.ts';
import type { SourceRow } from '../../../shared/sync/ports/rowReader.ts';
import { ledgerInMemory } from '../../support/inMemory.ts';

const entry = (key: string): LedgerEntry => ({
  ...{ key, outcome: 'updated', code: 'OK', properties: [], hubspotId: '70', sourceVersion: 'v' },
  ...{ fingerprint: 'f', batchId: 'b', runId: 'r', attempts: 1, durationMs: 1, etag: `of ${key}` },
});

/** Rows and entries by these keys; SQL Server takes a text for a row by `spelled`, and the key's type spells it so. */
function setUp(
  rows: readonly string[],
  entries: readonly string[],
  spelled: Readonly<Record<string, string>> = {},
) {
  const ledger = ledgerInMemory();
  for (const key of entries) ledger.entries.set(key, entry(key));
  let reads = 0;
  const find = (key: string): SourceRow | undefined => {
    const own = spelled[key] ?? key;
    return rows.includes(own) ? { key: own, version: 'v', values: {} } : undefined;
  };
  const parts = {
    ledger,
    rows: {
      read: async (keys: readonly string[]) => {
        reads++;
        return new Map(
          keys.flatMap((key): [string, SourceRow][] => {
            const row = find(key);
            return row ? [[key, row]] : [];
          }),
        );
      },
      spell: async (keys: readonly string[]) =>
        new Map(keys.flatMap((key) => (spelled[key] === undefined ? [] : [[key, spelled[key]]]))),
    },
    keyForms: PLAIN_FORMS,
  };
  return { parts, reads: () => reads };
}

describe('an associate is found by a number', () => {
  it.each<[string, string, readonly string[], readonly string[], object]>([
    ['as it stands', 'A-1', ['A-1'], ['A-1'], { key: 'A-1', row: { key: 'A-1' }, entry: { key: 'A-1' } }],
    ['decoded once more', 'A%2F1', ['A/1'], [], { key: 'A/1', row: { key: 'A/1' }, entry: undefined }],
    ['with a % that stands for itself', 'A%1', ['A%1'], [], { key: 'A%1' }],
    ['without the blanks around it', ' A-1 ', ['A-1'], [], { key: 'A-1' }],
    ['whose row decides before an outcome', ' A-1', ['A-1'], [' A-1'], { key: 'A-1', entry: undefined }],
    [
      'without a row, by an outcome',
      'A%2F1',
      [],
      ['A/1'],
      { key: 'A/1', row: undefined, entry: { key: 'A/1' } },
    ],
    ['of nobody', 'A-1', [], [], { key: 'A-1', row: undefined, entry: undefined, spellings: ['A-1'] }],
  ])('%s', async (_, asked, rows, entries, found) => {
    expect(await findAssociate(asked, setUp(rows, entries).parts)).toMatchObject(found);
  });

  it('as the type of the key spells it, in every spelling that there is of it', async () => {
    const { parts } = setUp(['7'], ['7'], { '007': '7' });
    expect(await findAssociate('007', parts)).toMatchObject({
      ...{ key: '7', row: { key: '7' }, entry: { key: '7' } },
      spellings: ['7', '007'],
    });
  });

  it('or by its outcome, for which SQL Server is asked only where the number is another spelling', async () => {
    const { parts, reads } = setUp([], ['A/1']);
    expect(await findOutcome('A/1', parts)).toMatchObject({ key: 'A/1' });
    expect(reads()).toBe(0);
    expect(await findOutcome('A%2F1', parts)).toMatchObject({ key: 'A/1' });
  });
});

it('of two keys that SQL Server takes for one row, the row’s associate was asked for by both', async () => {
  const { parts } = setUp(['A-1', 'B'], ['A-1', 'Á-1'], { 'Á-1': 'A-1', 'À-1': 'A-1' });
  const associates = await readAssociates(['Á-1', 'A-1', 'B', 'À-1'], parts);
  const byKey = new Map(associates.map((one) => [one.key, one]));
  expect([...byKey.keys()].sort()).toEqual(['A-1', 'B']);
  expect([...(byKey.get('A-1')?.asked ?? [])].sort()).toEqual(['A-1', 'À-1', 'Á-1'].sort());
  expect(byKey.get('A-1')).toMatchObject({
    ...{ row: { key: 'A-1' }, rivals: [], previous: { etag: 'of A-1' } },
    superseded: [{ etag: 'of Á-1' }],
  });
});
