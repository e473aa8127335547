import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbeddedStores } from '../../../shared/state/embedded/embeddedStores.ts';

const clock = { now: () => Date.now() };
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hubspot-sync-state-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const address = (rowKey: string, partitionKey = 'p') => ({ partitionKey, rowKey });

describe('the embedded store', () => {
  it('is there again after it was closed, in a directory that it made for its owner alone', async () => {
    const directory = join(folder, 'deep', 'kept');
    const first = await openEmbeddedStores(directory, clock);
    await first.table('t').createEntity({ ...address('ñ'), text: 'half \ud800', count: 7, isThere: true });
    await first.close();
    const second = await openEmbeddedStores(directory, clock);
    const found = await second.table('t').getEntity('p', 'ñ');
    expect(found).toMatchObject({ text: 'half \ud800', count: 7, isThere: true });
    expect(statSync(directory).mode & 0o077).toBe(0);
    await second.close();
  });

  it('is free again as soon as it is closed, and not before', async () => {
    const directory = join(folder, 'free');
    const first = await openEmbeddedStores(directory, clock);
    await expect(openEmbeddedStores(directory, clock)).rejects.toThrow(
      `The store in ${directory} is in use by another hubspot-sync: wait until that one ends, or name another directory.`,
    );
    await first.close();
    await (await openEmbeddedStores(directory, clock)).close();
  });

  it('says what is wrong where it cannot be opened', async () => {
    writeFileSync(join(folder, 'state.db'), 'This is a list of names, and no database at all.'.repeat(100));
    await expect(openEmbeddedStores(folder, clock)).rejects.toThrow(
      `The store in ${folder} is no store of ours: state.db in it is another kind of file; move it away, or name another directory.`,
    );
    const below = join(folder, 'state.db', 'below');
    await expect(openEmbeddedStores(below, clock)).rejects.toThrow(
      `The store in ${below} cannot be opened (ENOTDIR): name a directory that this user may write to.`,
    );
  });

  it('answers as Table Storage does: 409, 412, 404, and nothing of a transaction that fails', async () => {
    const stores = await openEmbeddedStores(join(folder, 'answers'), clock);
    const table = stores.table('t');
    const { etag = '' } = await table.createEntity({ ...address('a'), n: 1, kept: 'yes' });
    await expect(table.createEntity(address('a'))).rejects.toMatchObject({ statusCode: 409 });
    await table.upsertEntity({ ...address('a'), n: 2 }, 'Merge');
    await expect(table.updateEntity(address('a'), 'Replace', { etag })).rejects.toMatchObject({
      statusCode: 412,
    });
    await expect(table.deleteEntity('p', 'a', { etag })).rejects.toMatchObject({ statusCode: 412 });
    await expect(table.deleteEntity('p', 'b')).rejects.toMatchObject({ statusCode: 404 });
    const half = table.submitTransaction([
      ['upsert', { ...address('a'), n: 3 }, 'Replace'],
      ['update', { ...address('b'), n: 3 }, 'Merge', { etag: '*' }],
    ]);
    await expect(half).rejects.toMatchObject({ statusCode: 404 });
    expect(await table.getEntity('p', 'a')).toMatchObject({ n: 2, kept: 'yes' });
    for (const actions of [
      [],
      [
        ['create', address('c')],
        ['create', address('d', 'other')],
      ],
    ] as const)
      await expect(table.submitTransaction(actions.map((one) => [...one]))).rejects.toMatchObject({
        statusCode: 400,
      });
    await stores.close();
  });

  it('lists in the order of code units, in pages that go on from a text, by the filters that are asked', async () => {
    const stores = await openEmbeddedStores(join(folder, 'lists'), clock);
    const table = stores.table('t');
    // By code point the emoji would come last.
    const rowKeys = ['a', "o' and x", '\u{1F600}', '\uFF01'];
    for (const rowKey of rowKeys) await table.createEntity(address(rowKey));
    await table.createEntity(address('a', 'q'));
    await stores.table('other').createEntity(address('z'));
    const list = async (filter?: string) => {
      const found: unknown[] = [];
      for await (const { rowKey } of table.listEntities(
        filter === undefined ? {} : { queryOptions: { filter } },
      ))
        found.push(rowKey);
      return found;
    };
    expect([...rowKeys].sort()).toEqual(rowKeys);
    expect(await list()).toEqual([...rowKeys, 'a']);
    expect(await list("PartitionKey eq 'p' and RowKey ge 'o'' and x' and RowKey lt '\uFF01'")).toEqual([
      "o' and x",
      '\u{1F600}',
    ]);
    expect(await list("Timestamp ge datetime'2999-01-01T00:00:00.000Z'")).toEqual([]);
    await expect(list("Name eq 'x'")).rejects.toMatchObject({ statusCode: 400 });

    const pages: unknown[] = [];
    let token: string | undefined;
    do {
      const settings = token === undefined ? {} : { continuationToken: token };
      const { value } = await table
        .listEntities()
        .byPage({ maxPageSize: 2, ...settings })
        .next();
      pages.push(value?.map(({ rowKey }) => rowKey));
      token = value?.continuationToken;
    } while (token !== undefined);
    expect(pages).toEqual([rowKeys.slice(0, 2), rowKeys.slice(2), ['a']]);
    await expect(
      table.listEntities().byPage({ maxPageSize: 2, continuationToken: 'none' }).next(),
    ).rejects.toMatchObject({ statusCode: 400 });
    await stores.close();
  });
});
