import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { enableExactFeeds } from '../../support/enableExactFeeds.ts';
import type { System } from '../../support/startSystem.ts';
import { useSystem } from '../../support/useSystem.ts';

const PEOPLE = 200;
const releasedSchema = z.object({ runId: z.string(), released: z.number() });

const start = (deletes: string) =>
  useSystem({
    mapping: [
      [['sync', 'deletes'], deletes],
      [['sync', 'maxArchivePercent'], 1],
      [['source', 'changeFeed'], 'changeTracking'],
    ],
    seed: async (members) => {
      await enableExactFeeds(members);
      await members.insert(
        Array.from({ length: PEOPLE }, (_, index) => inventAssociate(index + 1, '2026-01-05T00:00:00.000')),
      );
    },
  });

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => numberOf(from + index));
const archived = ({ hubspot }: System) => hubspot.contacts().filter((contact) => contact.archived).length;
const alarms = ({ logLines }: System) =>
  logLines().filter(({ level, code }) => level === 'ERROR' && code === 'DELETE_HELD');

async function deletesOf({ call }: System): Promise<unknown> {
  return z.object({ deletes: z.unknown() }).parse(await (await call('GET', 'status')).json()).deletes;
}

async function codesOf({ ledger }: System, keys: readonly string[]): Promise<readonly string[]> {
  return [...new Set([...(await ledger.read(keys)).values()].map(({ code }) => code))];
}

async function release(system: System): Promise<z.output<typeof releasedSchema>> {
  const response = await system.call('POST', 'sync', { mode: 'releaseDeletes' });
  expect(response.status).toBe(202);
  const answer = releasedSchema.parse(await response.json());
  await system.settle();
  return answer;
}

describe('deletes above sync.maxArchivePercent', () => {
  const system = start('archive');

  it('go through up to the limit', async () => {
    await system().tick();
    await system().members.delete(numbers(1, 2));
    await system().tick();
    expect(archived(system())).toBe(2);
    expect(alarms(system())).toEqual([]);
    expect(await deletesOf(system())).toMatchObject({ level: 'ok' });
  });

  it('are held once they pass it, though it was in slices, and a person is told once', async () => {
    await system().members.delete(numbers(3, 3));
    await system().tick();
    await system().members.delete(numbers(4, 6));
    await system().tick();
    expect(archived(system())).toBe(2);
    expect(await codesOf(system(), numbers(3, 6))).toEqual(['DELETE_HELD']);
    expect(alarms(system())).toHaveLength(1);
    expect(await deletesOf(system())).toMatchObject({
      level: 'warning',
      message: expect.stringContaining('POST /api/sync {"mode":"releaseDeletes"}'),
    });
  });

  it('stay held however often the table is reconciled', async () => {
    await system().host.runTimer('reconcile');
    await system().settle();
    expect(archived(system())).toBe(2);
  });

  it('are done once a person releases them, but for who has come back', async () => {
    await system().members.insert([inventAssociate(4, '2026-01-05T00:00:00.000')]);
    const { runId, released } = await release(system());
    expect(released).toBe(4);
    expect(await deletesOf(system())).toMatchObject({ level: 'ok' });
    expect(archived(system())).toBe(5);
    const progress = await (await system().call('GET', `sync/${runId}`)).json();
    expect(progress).toMatchObject({ done: true, detected: 4, counts: { deleted: 3, pending: 0 } });
    await system().tick();
    expect((await system().ledger.read([numberOf(4)])).get(numberOf(4))?.outcome).not.toBe('deleted');
    expect((await release(system())).released).toBe(0);
  });

  it('begin anew after a release', async () => {
    await system().members.delete(numbers(7, 7));
    await system().tick();
    expect(archived(system())).toBe(6);
  });
});

describe('a table that comes back empty', () => {
  const system = start('mark');

  it('marks nobody until a person says that it is right', async () => {
    await system().tick();
    await system().members.run('DELETE FROM dbo.hb_contacts');
    await system().tick();
    const marked = () =>
      system()
        .hubspot.contacts()
        .filter(({ properties }) => properties['asociado_eliminado'] === 'true').length;
    expect(marked()).toBe(0);
    expect(await codesOf(system(), numbers(1, PEOPLE))).toEqual(['DELETE_HELD']);
    expect(String(alarms(system())[0]?.['message'])).toContain('no row at all');

    expect((await release(system())).released).toBe(PEOPLE);
    expect(marked()).toBe(PEOPLE);
  });
});
