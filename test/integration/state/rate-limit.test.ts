import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { EMPTY_ROW } from '../../../shared/hubspot/rate/rateRow.ts';
import { createRateStore } from '../../../shared/state/rateStore.ts';
import { STATE_TABLE } from '../../../shared/state/storageClients.ts';
import { type Azurite, startAzurite } from '../../standins/storage/startAzurite.ts';
import { STORES, useTables } from '../../support/useTables.ts';
import { busiestWindow } from '../../unit/hubspot/rate/support.ts';
import { askWithoutEnd, createInstance, LIMIT, POLICY } from './rate-limit-child.ts';

const CHILD = fileURLToPath(new URL('./rate-limit-child.ts', import.meta.url));
const run = promisify(execFile);

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.close());

describe.each(STORES)('the row of a limit in the %s store', (kind) => {
  const tables = useTables(kind);
  const store = () => createRateStore(tables()(STATE_TABLE));

  it('is changed only by the instance that read it last', async () => {
    const state = {
      ...EMPTY_ROW,
      slots: [1_790_000_000_000, 1_790_000_000_102],
      paceAt: 1_790_000_000_152.63,
      day: { limit: 1_000, remaining: 1, at: 2 },
    };
    expect(await store().read('search')).toBeUndefined();
    const first = await store().save('search', state, undefined);
    expect(await store().save('search', EMPTY_ROW, undefined)).toBeUndefined();
    const second = await store().save('search', { ...state, probedAt: 7 }, first);
    expect(await store().save('search', EMPTY_ROW, first)).toBeUndefined();
    expect(await store().read('search')).toEqual({ state: { ...state, probedAt: 7 }, etag: second });
  });

  it.each(['no JSON', '[]', JSON.stringify({ ...EMPTY_ROW, slots: [2, 1] })])(
    'has no meaning when it holds %s, and can be replaced',
    async (text) => {
      const table = tables()('unreadable');
      await table.createTable();
      await table.upsertEntity({ partitionKey: 'state', rowKey: 'rate-standard', text }, 'Replace');
      const found = await createRateStore(table).read('standard');
      expect(found).toMatchObject({ state: undefined, etag: expect.any(String) });
      expect(await createRateStore(table).save('standard', EMPTY_ROW, found?.etag)).toBeDefined();
    },
  );

  it('is made anew after it was deleted', async () => {
    const table = tables()('deleted');
    const etag = await createRateStore(table)
      .read('standard')
      .then(() => createRateStore(table).save('standard', EMPTY_ROW, undefined));
    await table.deleteEntity('state', 'rate-standard');
    expect(await createRateStore(table).save('standard', EMPTY_ROW, etag)).toBeUndefined();
    expect(await createRateStore(table).read('standard')).toBeUndefined();
  });
});

describe('the limit over all instances', () => {
  /** Whether the limit was kept, and often enough reached for that to mean something. */
  function expectKept(times: readonly number[]): void {
    expect(times.length).toBeGreaterThan(2 * LIMIT);
    expect(busiestWindow(times, POLICY.windowMs)).toBeLessThanOrEqual(LIMIT);
  }

  it('is kept by five in one process', async () => {
    const instances = Array.from({ length: 5 }, () => createInstance(azurite.connectionString));
    const end = Date.now() + 5_000;
    const times = await Promise.all(instances.map((instance) => askWithoutEnd(instance, 4, end)));
    expect(times.filter(({ length }) => length > 0).length).toBeGreaterThan(1);
    expectKept(times.flat());
  });

  // promise 7
  it('is kept by four processes that share nothing but the table', async () => {
    const processes = Array.from({ length: 4 }, () =>
      run(process.execPath, [CHILD, azurite.connectionString, '8000', '6']),
    );
    const times = (await Promise.all(processes)).map(({ stdout }) =>
      z.array(z.number()).parse(JSON.parse(stdout)),
    );
    expect(times.filter(({ length }) => length > 0).length).toBeGreaterThan(1);
    expectKept(times.flat());
  });
});
