import { describe, expect, it } from 'vitest';
import type { LedgerEntry, RecordOutcome } from '../../../shared/outcomes/recordOutcome.ts';
import { createOutcomeLedger } from '../../../shared/state/outcomeLedger.ts';
import { createRunAccount } from '../../../shared/state/runAccount.ts';
import { createStateDocument } from '../../../shared/state/stateDocument.ts';
import { createStorageClients, OUTCOMES_TABLE, STATE_TABLE } from '../../../shared/state/storageClients.ts';
import { ownAccount } from '../../support/ownAccount.ts';

const clients = createStorageClients({ AzureWebJobsStorage: ownAccount() });

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

describe('the ledger', () => {
  const ledger = () => createOutcomeLedger(clients.table(OUTCOMES_TABLE));

  it('gives back what was stored, keys of any kind included', async () => {
    const keys = ['A-1', 'a b', 'ñandú', 'x/y\\z#?%~1', '', ' lead', "o'x"];
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

describe('the watermark', () => {
  it('is moved only by the detector that read it last', async () => {
    const store = createStateDocument(clients.table(STATE_TABLE), 'detection');
    expect(await store.read()).toBeUndefined();
    const first = await store.save('one', undefined);
    expect(await store.save('other', undefined)).toBeUndefined();
    const second = await store.save('two', first);
    expect(await store.save('late', first)).toBeUndefined();
    expect(await store.read()).toEqual({ text: 'two', etag: second });
  });
});

describe('the account of a run', () => {
  const account = () => createRunAccount(clients.table(STATE_TABLE));
  const result = {
    counts: { created: 97, rejected: 3 },
    rejectedByCode: { EMAIL_INVALID: 3 },
    notInHubSpot: 0,
  };

  // promise 4
  it('balances at every moment: what has no end yet is pending', async () => {
    await account().addDetected('R1', [
      { batchId: 'R1-1', size: 100 },
      { batchId: 'R1-2', size: 50 },
    ]);
    expect(await account().read('R1')).toMatchObject({ detected: 150, counts: { pending: 150 } });
    await account().finishBatch('R1', 'R1-1', 100, result);
    expect(await account().read('R1')).toMatchObject({
      detected: 150,
      counts: { created: 97, rejected: 3, pending: 50 },
      rejectedByCode: { EMAIL_INVALID: 3 },
    });
  });

  it('is the same whether a batch is finished before or after it is announced, once or twice', async () => {
    await account().finishBatch('R2', 'R2-1', 100, result);
    await account().addDetected('R2', [{ batchId: 'R2-1', size: 100 }]);
    await account().finishBatch('R2', 'R2-1', 100, result);
    expect(await account().read('R2')).toMatchObject({
      detected: 100,
      counts: { created: 97, rejected: 3, pending: 0 },
    });
  });
});
