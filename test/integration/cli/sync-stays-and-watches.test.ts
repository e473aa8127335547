import { expect, it } from 'vitest';
import { inventAssociates } from '../../support/associates.ts';
import { spawnCli } from '../../support/spawnCli.ts';
import { useWriter } from '../../support/useWriter.ts';

const world = useWriter('embedded', { mapping: [[['source', 'overlapSeconds'], 0]] });

it('sync --watch finds by its schedule what changes, goes on after an outage, and ends by a signal', async () => {
  const { members, hubspot, sqlServer, env, stateDir } = world();
  // Stamped when they are inserted.
  const rows = inventAssociates(3, { seed: 5, faultyShare: 0 }).map(({ row }) => ({
    ...row,
    lastmodifieddate: null,
  }));
  const [first, second, third] = rows;
  if (!first || !second || !third) throw new Error('Three associates are invented.');
  const inPortal = () => hubspot.contacts().length;
  await members.insert([first]);
  const watching = spawnCli(['sync', '--watch', '--json', '--state', stateDir], {
    env: { ...env, SYNC_SCHEDULE: '* * * * * *' },
  });
  await expect.poll(inPortal).toBe(1);
  await members.insert([second]);
  await expect.poll(inPortal).toBe(2);
  sqlServer.faults.dropConnection(/@pageSize/, { times: 4 });
  await members.insert([third]);
  await expect.poll(inPortal).toBe(3);
  watching.kill('SIGTERM');
  const answer = await watching.ended;
  expect(answer.exitCode).toBe(143);
  expect(answer.result()).toMatchObject({ exitCode: 143, stoppedBy: 'signal' });
  expect(answer.events().filter(({ event }) => event === 'record')).toHaveLength(3);
});
