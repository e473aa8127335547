import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { inventAssociate } from '../../support/associates.ts';
import { entitiesOf } from '../../support/entitiesOf.ts';
import { DEPTHS, howMany } from '../../support/howDeep.ts';
import { createOtherTable, OTHER_TABLE } from '../../support/otherTable.ts';
import { useSystem } from '../../support/useSystem.ts';

const PAST = '2026-01-05T00:00:00.000';
const GUID = '0E984725-C51C-4BF4-9960-E1C80E27ABA0';

/** The kinds that differ most first. Key, and the spellings by which somebody may ask for it; each as it is, not yet encoded for a path. */
const CASES: readonly (readonly [type: string, key: string, asked: readonly string[]])[] = [
  ['varchar(20)', ' A-1', [' A-1', ' a-1', '%20A-1', 'A-1', 'a-1']],
  ['varchar(20)', 'A/1', ['A/1', 'A%2F1', 'a%2f1 ']],
  ['uniqueidentifier', GUID, [GUID, GUID.toLowerCase(), `{${GUID.toLowerCase()}}`, ` ${GUID}`]],
  ['int', '7', ['7', '007', ' 7', '+7', '%207']],
  ['char(20)', 'A-1', ['A-1', 'a-1', 'A-1'.padEnd(20), ' A-1', '%20A-1', 'A-1%20']],
  ['varchar(20)', 'A-1\t', ['A-1\t', 'A-1%09', 'A-1']],
  ['varchar(20)', 'a-1', ['A-1', 'a-1', ' a-1 ']],
  ['nvarchar(20)', 'A-\u200b1', ['A-\u200b1', 'A-%E2%80%8B1', 'A-1']],
];

describe.each(CASES.slice(0, howMany('kindsOfKeys')))(
  'an associate whose key is a %s: %j',
  (type, key, asked) => {
    const system = useSystem({
      mapping: [[['source', 'table'], OTHER_TABLE]],
      seed: (members) =>
        createOtherTable(members, type, [{ ...inventAssociate(1, PAST), numero_asociado: key }]),
    });
    const path = (spelling: string) => `associates/${encodeURIComponent(spelling)}`;
    const mentions = async () =>
      (await entitiesOf(system().storage.connectionString)).filter((entity) => entity.includes('"contacts"'));

    it('has one entry by the row’s spelling', async () => {
      await system().tick();
      const entry = (await system().ledger.read([key])).get(key);
      expect(entry).toMatchObject({ key, outcome: 'created', code: 'OK' });
    });

    it.each(asked)('is found by %j: its outcome, a resync, a replay', async (spelling) => {
      const outcome = await system().call('GET', path(spelling));
      expect(outcome.status).toBe(200);
      expect(await outcome.json()).toMatchObject({ numeroAsociado: key, code: 'OK' });

      const resync = await system().call('POST', `${path(spelling)}/resync?dryRun=true`);
      expect(resync.status).toBe(200);
      expect(await resync.json()).toMatchObject({ numeroAsociado: key, outcome: 'updated' });

      const replay = await system().call('POST', 'reviews/replay', { keys: [spelling, key] });
      expect(replay.status).toBe(202);
      const answer = z.object({ count: z.number(), unknown: z.array(z.string()) }).parse(await replay.json());
      expect(answer).toEqual({ count: 1, unknown: [] });
      await system().settle();
    });

    it.each(asked)(
      'is erased by %j, with all that is held, and is back by a resync of the row',
      async (spelling) => {
        expect((await mentions()).length).toBe(1);
        const erased = await system().call('DELETE', path(spelling));
        expect(erased.status).toBe(200);
        expect(await erased.json()).toMatchObject({ numeroAsociado: spelling, removed: { outcomes: 1 } });
        expect(await mentions()).toEqual([]);
        expect((await system().resync(key)).status).toBe(200);
        expect((await system().ledger.read([key])).get(key)).toMatchObject({ key, code: 'OK' });
        await system().settle();
      },
    );

    it('is still erased by each of them when the row is gone', async () => {
      await system().members.run('DELETE FROM dbo.other_members');
      const [spelling = ''] = asked.slice(-1);
      expect((await system().call('DELETE', path(spelling))).status).toBe(200);
      expect(await mentions()).toEqual([]);
      expect((await system().call('DELETE', path(spelling))).status).toBe(404);
    });
  },
);

it('every kind of key is asked for in the deep run', () => {
  expect(DEPTHS.kindsOfKeys.deep).toBe(CASES.length);
});

describe('a key that is longer than its column', () => {
  const system = useSystem();

  it('is not found, and SQL Server is not asked', async () => {
    // OPENJSON would cut it, and so find somebody else.
    const key = 'A'.repeat(20);
    await system().members.insert([{ ...inventAssociate(1, PAST), numero_asociado: key }]);
    expect((await system().resync(key)).status).not.toBe(404);
    const asked = () =>
      system()
        .sqlServer.statements()
        .filter((text) => text.includes('OPENJSON')).length;
    const before = asked();
    for (const [method, route] of [
      ['GET', ''],
      ['POST', '/resync'],
      ['DELETE', ''],
    ] as const) {
      expect((await system().call(method, `associates/${key}A${route}`)).status).toBe(404);
    }
    expect(asked()).toBe(before);
  });
});
