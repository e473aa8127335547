import { describe, expect, it } from 'vitest';
import { inventAssociates } from '../../support/associates.ts';
import { useWriter } from '../../support/useWriter.ts';

// promise 2
describe('a run in which answers of HubSpot are lost', () => {
  const world = useWriter('embedded');

  it('ends when every doubt is gone: nobody is doubled, each record is told once', async () => {
    const { members, hubspot } = world();
    await members.insert(inventAssociates(300, { seed: 9, faultyShare: 0 }).map(({ row }) => row));
    const lost = hubspot.faults.inject({
      match: { operation: 'upsert' },
      times: 4,
      every: 1,
      when: 'after',
      action: { kind: 'reset' },
    });
    const run = world().writer().syncFromSql({ where: '1 = 1', operation: 'upsert' });
    const keys: string[] = [];
    for await (const { key } of run) keys.push(key);
    const result = await run;
    expect(lost.fired()).toBe(4);
    expect(result).toMatchObject({ total: 300, success: 300, pending: 0, stoppedBy: 'end' });
    expect(new Set(keys).size).toBe(300);
    expect(hubspot.contacts()).toHaveLength(300);
    expect(await world().differences()).toEqual([]);
  });
});
