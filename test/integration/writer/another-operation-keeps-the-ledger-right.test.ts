import { describe, expect, it } from 'vitest';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { useWriter } from '../../support/useWriter.ts';

const STAMP = '2026-01-05T00:00:00.000';
const all = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => inventAssociate(from + index, STAMP));

describe('runs with one operation after the other over one store', () => {
  const world = useWriter('embedded');

  it('update makes nobody, upsert makes them, and update finds them: the ledger is right each time', async () => {
    const { members, hubspot } = world();
    const lines: string[] = [];
    const writer = world().writer({ log: ({ message }) => void lines.push(message ?? '') });
    const everybody = { where: '1 = 1' };
    await members.insert(all(1, 40));
    await writer.syncFromSql({ ...everybody, operation: 'upsert' });
    await members.insert(all(41, 60));
    await members.update(
      Array.from({ length: 10 }, (_, index) => numberOf(index + 1)),
      { lastname: 'Uno' },
    );

    const first = await writer.syncFromSql({ ...everybody, operation: 'update' });
    expect(first).toMatchObject({ total: 60, updated: 40, unchanged: 20, created: 0, toSendAgain: 60 });
    expect(first.byCode['NOT_IN_HUBSPOT']).toBe(20);
    expect(hubspot.contacts()).toHaveLength(40);
    expect(lines).toContainEqual(
      'This run is an update, and SYNC_OPERATION is upsert: the next regular run sends up to 60 contacts once more.',
    );

    const second = await writer.syncFromSql({ ...everybody, operation: 'upsert' });
    expect(second).toMatchObject({ total: 60, created: 20, updated: 40, toSendAgain: 0 });
    expect(await world().differences()).toEqual([]);

    await members.update([numberOf(3), numberOf(60)], { lastname: 'Dos' });
    const third = await writer.syncFromSql({ ...everybody, operation: 'update' });
    expect(third).toMatchObject({ total: 60, updated: 60, unchanged: 0, created: 0 });
    expect(await world().differences()).toEqual([]);
    // Nothing is left to do under the same operation.
    const fourth = await writer.syncFromSql({ ...everybody, operation: 'update' });
    expect(fourth).toMatchObject({ total: 60, unchanged: 60 });
  });

  it('insert leaves those alone whom it finds', async () => {
    const { members, hubspot } = world();
    await members.insert(all(101, 105));
    await members.update([numberOf(1)], { lastname: 'Tres' });
    const result = await world().writer().syncFromSql({ where: '1 = 1', operation: 'insert' });
    expect(result).toMatchObject({ total: 65, created: 5, updated: 0, unchanged: 60 });
    expect(hubspot.contacts().filter(({ properties }) => properties['lastname'] === 'Tres')).toEqual([]);
  });
});
