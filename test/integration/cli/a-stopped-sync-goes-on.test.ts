import { describe, expect, it } from 'vitest';
import { inventAssociates } from '../../support/associates.ts';
import { spawnCli } from '../../support/spawnCli.ts';
import { STORES } from '../../support/useTables.ts';
import { useWriter } from '../../support/useWriter.ts';

/** HubSpot says nothing while it hangs, so its state is looked at until it is there. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe.each(STORES)('a sync that is stopped, with the %s store', (store) => {
  const world = useWriter(store, { mapping: [[['source', 'overlapSeconds'], 0]] });
  const start = () => {
    const { env, stateDir } = world();
    return spawnCli(['sync', '--json', '--state', stateDir], { env });
  };
  const upserts = () => world().hubspot.calls()['upsert'] ?? 0;

  // promise 1
  // promise 2
  it('in the middle, by kill -9 and then by SIGTERM, goes on, loses nobody and doubles nobody', async () => {
    const { members, hubspot } = world();
    await members.insert(inventAssociates(400, { seed: 5, faultyShare: 0.03 }).map(({ row }) => row));
    const slow = { kind: 'slow', ms: 150 } as const;
    hubspot.faults.inject({ match: { operation: 'upsert' }, every: 1, when: 'after', action: slow });

    const killed = start();
    await until(() => upserts() >= 2);
    killed.kill('SIGKILL');
    expect(await killed.ended).toMatchObject({ exitCode: null });

    const stopped = start();
    await until(() => stopped.said().includes('"event":"record"'));
    stopped.kill('SIGTERM');
    const answer = await stopped.ended;
    expect(answer).toMatchObject({ exitCode: 143 });
    expect(answer.result()).toMatchObject({ exitCode: 143, stoppedBy: 'signal' });
    expect(Number(answer.result()['waitingBatches'])).toBeGreaterThan(0);

    hubspot.faults.clear();
    const last = await start().ended;
    expect(last.result()).toMatchObject({ pending: 0, stoppedBy: 'end' });
    expect(await world().differences()).toEqual([]);
  });
});

it('a Node that is too old is told in one sentence which one is needed', async () => {
  const old = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.19.1' } })`;
  const answer = await spawnCli(['sync'], {
    env: {},
    node: ['--import', `data:text/javascript,${encodeURIComponent(old)}`],
  }).ended;
  expect(answer).toMatchObject({ exitCode: 1, stdout: '' });
  expect(answer.stderr).toMatch(/^hubspot-sync needs Node 22\.16 or later, and this is 20\.19\.1: .+\n$/);
});
