import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { inventAssociates } from '../../support/associates.ts';
import { STORES } from '../../support/useTables.ts';
import { useWriter } from '../../support/useWriter.ts';

const CHILD = fileURLToPath(new URL('./writer-child.ts', import.meta.url));

describe.each(STORES)('two programs on one %s store', (store) => {
  const world = useWriter(store);

  it('do not meet: the second is told in one sentence, and the store is free as soon as the first has died', async () => {
    const { members, hubspot, env, stateDir } = world();
    await members.insert(inventAssociates(100, { seed: 5, faultyShare: 0 }).map(({ row }) => row));
    const held = hubspot.faults.inject({
      match: { operation: 'upsert' },
      when: 'before',
      action: { kind: 'hang' },
    });
    const child = spawn(process.execPath, [CHILD, stateDir], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'exit');
    while (held.fired() === 0) await new Promise((resolve) => setTimeout(resolve, 10));

    const second = world().writer().syncFromSql({ where: '1 = 1', operation: 'upsert' });
    await expect(second).rejects.toThrow(
      /^The store .* in use by another hubspot-sync.*: wait until that one ends/,
    );
    child.kill('SIGKILL');
    await ended;
    const third = await world().writer().syncFromSql({ where: '1 = 1', operation: 'upsert' });
    expect(third).toMatchObject({ total: 100, success: 100, pending: 0 });
    expect(await world().differences()).toEqual([]);
  });
});
