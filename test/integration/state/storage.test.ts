import { describe, expect, it } from 'vitest';
import { PLAIN_FORMS } from '../../../shared/contacts/associateKey.ts';
import { type LedgerEntry, placeOf, type RecordOutcome } from '../../../shared/outcomes/recordOutcome.ts';
import { createOutcomeLedger } from '../../../shared/state/outcomeLedger.ts';
import { createRunAccount } from '../../../shared/state/runAccount.ts';
import { createStateDocument } from '../../../shared/state/stateDocument.ts';
import { OUTCOMES_TABLE, STATE_TABLE } from '../../../shared/state/storageClients.ts';
import { STORES, useTables } from '../../support/useTables.ts';

const outcome = (key: string, change: Partial<RecordOutcome> = {}): RecordOutcome => ({
  key,
  outcome: 'created',
  code: 'OK',
  properties: ['email', 'telefono_habitacion'],
  hubspotId: '1',
  sourceVersion: 'v1',
  fingerprint: 'f1',
  batchId: 'b',
  runId: 'r',
  attempts: 1,
  durationMs: 2,
  ...change,
});
const NOTHING: ReadonlyMap<string, LedgerEntry> = new Map();

describe.each(STORES)('in the %s store', (kind) => {
  const table = useTables(kind);

  describe('the ledger', () => {
    const ledger = () => createOutcomeLedger(table()(OUTCOMES_TABLE), PLAIN_FORMS.ledger);

    it('gives back what was stored, keys of any kind included', async () => {
      const keys = [
        'A-1',
        'a b',
        'ñandú',
        'x/y\\z#?%~1',
        '',
        ' lead',
        "o'x",
        'half \ud800',
        'K'.repeat(2_000),
      ];
      expect(
        await ledger().commit(
          keys.map((key) => outcome(key, { conflictId: '9' })),
          NOTHING,
        ),
      ).toBe(true);
      const entries = await ledger().read([...keys, 'unknown']);
      expect([...entries.keys()].sort()).toEqual([...keys].sort());
      expect(entries.get('x/y\\z#?%~1')).toMatchObject(outcome('x/y\\z#?%~1', { conflictId: '9' }));
    });

    it('stores nothing when another worker has changed one of the entries, or created one', async () => {
      const keys = ['R-1', 'R-2'];
      await ledger().commit(
        keys.map((key) => outcome(key)),
        NOTHING,
      );
      const mine = await ledger().read(keys);
      expect(
        await ledger().commit([outcome('R-2', { fingerprint: 'theirs' })], await ledger().read(['R-2'])),
      ).toBe(true);

      expect(
        await ledger().commit(
          keys.map((key) => outcome(key, { fingerprint: 'mine' })),
          mine,
        ),
      ).toBe(false);
      expect(await ledger().commit([outcome('R-3'), outcome('R-1')], NOTHING)).toBe(false);

      const now = await ledger().read([...keys, 'R-3']);
      expect([...now.values()].map(({ key, fingerprint }) => [key, fingerprint])).toEqual([
        ['R-1', 'f1'],
        ['R-2', 'theirs'],
      ]);
    });

    it('refuses one that is unchanged like any other: whoever read an older entry is to lose the race', async () => {
      await ledger().commit([outcome('U-1')], NOTHING);
      const read = await ledger().read(['U-1']);
      const unchanged = outcome('U-1', { outcome: 'unchanged', sourceVersion: 'v2' });
      expect(await ledger().commit([unchanged], read)).toBe(true);
      expect(await ledger().commit([{ ...unchanged, sourceVersion: 'v1' }], read)).toBe(false);
      expect((await ledger().read(['U-1'])).get('U-1')?.sourceVersion).toBe('v2');
    });

    it('finds sparse keys among thousands as surely as dense ones', async () => {
      const number = (index: number) => `S-${String(index).padStart(5, '0')}`;
      const all = Array.from({ length: 1500 }, (_, index) => number(index));
      for (let start = 0; start < all.length; start += 100) {
        await ledger().commit(
          all.slice(start, start + 100).map((key) => outcome(key)),
          NOTHING,
        );
      }
      const dense = all.slice(700, 800);
      const sparse = [number(0), number(3), number(777), number(1499), number(9999)];
      expect([...(await ledger().read(dense)).keys()]).toEqual(dense);
      expect([...(await ledger().read(sparse)).keys()].sort()).toEqual(sparse.slice(0, 4));
    });
  });

  describe('the ledger of keys with several spellings', () => {
    const named = (name: string) => createOutcomeLedger(table()(`outcomes${name}`), PLAIN_FORMS.ledger);
    /** As earlier versions did: by the row's spelling, with the blanks of char(20). */
    const earlier = (name: string) => createOutcomeLedger(table()(`outcomes${name}`), (key) => key);
    const rowKeysOf = async (name: string) => {
      const rowKeys: string[] = [];
      for await (const { rowKey } of table()(`outcomes${name}`).listEntities()) rowKeys.push(rowKey ?? '');
      return rowKeys.sort();
    };

    it('has one entry for all of them, which says how the row is spelled', async () => {
      const ledger = named('spelled');
      await ledger.commit([outcome(' a-1')], NOTHING);
      const asked = ['A-1', ' a-1', 'a-1 ', 'A-\u200b1', 'A-1\t', 'A-1\u007f'];
      const found = await ledger.read([...asked, 'A-2']);
      expect([...found.keys()]).toEqual(asked);
      expect(new Set([...found.values()].map(({ key }) => key))).toEqual(new Set([' a-1']));

      // Respelt: the entry follows.
      const previous = new Map([...found.values()].map((entry) => ['A-1', entry] as const));
      expect(await ledger.commit([outcome('A-1', { fingerprint: 'f2' })], previous)).toBe(true);
      expect((await ledger.read([' a-1'])).get(' a-1')).toMatchObject({ key: 'A-1', fingerprint: 'f2' });
      expect(await rowKeysOf('spelled')).toEqual(['A-1']);
      // Whoever had read it by the old spelling loses the race.
      const byOldSpelling = new Map([...found].filter(([key]) => key === ' a-1'));
      expect(await ledger.commit([outcome(' a-1')], byOldSpelling)).toBe(false);
    });

    it('finds what an earlier version stored, by every spelling that it can, and moves it when it is next stored', async () => {
      const before = ['A-1'.padEnd(20), 'a-2', ' A-3', 'A-4'];
      await earlier('moved').commit(
        before.map((key) => outcome(key)),
        NOTHING,
      );
      const ledger = named('moved');
      const asked = ['A-1', 'a-2', ' A-3', 'A-4'];
      const found = await ledger.read(asked);
      expect([...found.keys()]).toEqual(asked);
      // Sparse ones are read one by one, and found as surely.
      for (const key of asked) expect((await ledger.read([key])).has(key)).toBe(true);

      expect(
        await ledger.commit(
          asked.map((key) => outcome(key, { fingerprint: 'f2' })),
          found,
        ),
      ).toBe(true);
      expect(await rowKeysOf('moved')).toEqual(['A-1', 'A-2', 'A-3', 'A-4']);
      expect(await ledger.commit([outcome('a-2')], found)).toBe(false);
    });

    it('loses to an earlier version that stores in the old place meanwhile, and to whoever removes an entry', async () => {
      const [old, ledger] = [earlier('raced'), named('raced')];
      await old.commit([outcome('a-1'), outcome('a-2')], NOTHING);
      const found = await ledger.read(['a-1', 'a-2']);
      expect(await old.commit([outcome('a-1', { fingerprint: 'theirs' })], await old.read(['a-1']))).toBe(
        true,
      );
      expect(await ledger.commit([outcome('a-1')], found)).toBe(false);

      const [second] = [found.get('a-2')].flatMap((entry) => entry ?? []);
      if (!second) throw new Error('There is no entry.');
      expect(await ledger.remove(second)).toBe(true);
      expect(await ledger.remove(second)).toBe(false);
      // Gone from the old place, the new one is free.
      expect(await ledger.commit([outcome('a-2')], found)).toBe(true);
      const now = await ledger.read(['A-2']);
      for (const entry of now.values()) await ledger.remove(entry);
      expect(await ledger.commit([outcome('A-2')], now)).toBe(false);
    });

    it('settles what is left, and keeps what is in its place already', async () => {
      const ledger = named('settled');
      await earlier('settled').commit([outcome('a-1'), outcome('a-2', { fingerprint: 'old' })], NOTHING);
      await ledger.commit([outcome('A-2', { fingerprint: 'new' })], NOTHING);
      for await (const page of ledger.inOrder(null)) await ledger.settle(page);
      expect(await rowKeysOf('settled')).toEqual(['A-1', 'A-2']);
      const now = await ledger.read(['A-1', 'A-2']);
      expect([...now.values()].map(({ key, fingerprint }) => [key, fingerprint])).toEqual([
        ['a-1', 'f1'],
        ['A-2', 'new'],
      ]);
    });

    it('goes on behind a place, whatever the entries there are called', async () => {
      const ledger = named('ordered');
      await ledger.commit(
        ['a-1', 'A-2', ' A-3'].map((key) => outcome(key)),
        NOTHING,
      );
      const behind = async (place: string | null) => {
        const pages = [];
        for await (const page of ledger.inOrder(place)) pages.push(...page.map(({ key }) => key));
        return pages;
      };
      expect(await behind(null)).toEqual(['a-1', 'A-2', ' A-3']);
      const [first] = [...(await ledger.read(['a-1'])).values()];
      expect(await behind(first ? placeOf(first) : null)).toEqual(['A-2', ' A-3']);
    });
  });

  describe('the watermark', () => {
    it('is moved only by the detector that read it last', async () => {
      const store = createStateDocument(table()(STATE_TABLE), 'detection');
      expect(await store.read()).toBeUndefined();
      const first = await store.save('one', undefined);
      expect(await store.save('other', undefined)).toBeUndefined();
      const second = await store.save('two', first);
      expect(await store.save('late', first)).toBeUndefined();
      expect(await store.read()).toEqual({ text: 'two', etag: second });
    });
  });

  describe('the account of a run', () => {
    const end = { endedAt: Date.now(), durationMs: 5, calls: 1 };
    const account = () => createRunAccount(table()(STATE_TABLE));
    const result = {
      counts: { created: 95, rejected: 3, conflict: 2 },
      rejectedByCode: { EMAIL_INVALID: 3 },
      othersByCode: { EMAIL_TAKEN: 2 },
      notInHubSpot: 0,
    };

    // promise 4
    it('balances at every moment: what has no end yet is pending', async () => {
      await account().addDetected('R1', [
        { batchId: 'R1-1', size: 100 },
        { batchId: 'R1-2', size: 50 },
      ]);
      expect(await account().read('R1')).toMatchObject({ detected: 150, counts: { pending: 150 } });
      await account().finishBatch('R1', 'R1-1', 100, result, end);
      expect(await account().read('R1')).toMatchObject({
        detected: 150,
        counts: { created: 95, rejected: 3, conflict: 2, pending: 50 },
        rejectedByCode: { EMAIL_INVALID: 3 },
        othersByCode: { EMAIL_TAKEN: 2 },
      });
    });

    it('is the same whether a batch is finished before or after it is announced, once or twice', async () => {
      await account().finishBatch('R2', 'R2-1', 100, result, end);
      await account().addDetected('R2', [{ batchId: 'R2-1', size: 100 }]);
      await account().finishBatch('R2', 'R2-1', 100, result, end);
      expect(await account().read('R2')).toMatchObject({
        detected: 100,
        counts: { created: 95, rejected: 3, pending: 0 },
      });
    });
  });
});
