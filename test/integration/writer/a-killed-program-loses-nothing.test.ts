import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { inventAssociates } from '../../support/associates.ts';
import { STORES } from '../../support/useTables.ts';
import { useWriter, type WriterWorld } from '../../support/useWriter.ts';

const CHILD = fileURLToPath(new URL('./writer-child.ts', import.meta.url));

function start({ env, stateDir }: WriterWorld): ChildProcess {
  return spawn(process.execPath, [CHILD, stateDir], { env, stdio: ['ignore', 'pipe', 'inherit'] });
}

/** HubSpot says nothing while it hangs, so its state is looked at until it is there. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

describe.each(STORES)('a program that is killed, with the %s store', (store) => {
  describe('in the middle of a sync', () => {
    const world = useWriter(store);

    // promise 1
    // promise 2
    it('loses nobody and doubles nobody, once it has run again', async () => {
      const { members, hubspot, inStore } = world();
      await members.insert(inventAssociates(900, { seed: 5, faultyShare: 0.03 }).map(({ row }) => row));
      const slow = { kind: 'slow', ms: 40 } as const;
      hubspot.faults.inject({ match: { operation: 'upsert' }, every: 1, when: 'after', action: slow });
      const child = start(world());
      await until(() => (hubspot.calls()['upsert'] ?? 0) >= 3);
      await kill(child);

      const result = await world().writer().syncFromSql({ where: '1 = 1', operation: 'upsert' });
      expect(await world().differences()).toEqual([]);
      expect(result).toMatchObject({ total: 900, pending: 0, stoppedBy: 'end' });
      expect(result.success).toBe(hubspot.contacts().length);
      const account = await inStore(({ accounts }) => accounts.read(result.runId));
      expect(account.counts).toMatchObject({
        created: result.created,
        rejected: result.rejected,
        pending: 0,
      });
    });
  });

  describe('after HubSpot applied its write and before it could note that', () => {
    const world = useWriter(store);

    // promise 3
    it('leaves nothing stale, even when the row went back to what the ledger knows meanwhile', async () => {
      const { members, hubspot } = world();
      await members.insert(inventAssociates(1, { seed: 5, faultyShare: 0 }).map(({ row }) => row));
      await world().writer().syncFromSql({ where: '1 = 1', operation: 'upsert' });
      const [before] = await members.readAll();

      await members.update(['A-000001'], { lastname: 'Por un momento' });
      hubspot.faults.inject({ match: { operation: 'upsert' }, when: 'after', action: { kind: 'hang' } });
      const child = start(world());
      await until(() => hubspot.contacts()[0]?.properties['lastname'] === 'Por un momento');
      await kill(child);
      await members.run(`UPDATE dbo.hb_contacts SET lastname = N'${before?.['lastname']}'`);

      // Whomever the next run is about: what was left is done as well.
      await world().writer().syncFromSql({ where: '1 = 0', operation: 'upsert' });
      expect(await world().differences()).toEqual([]);
    });
  });
});
