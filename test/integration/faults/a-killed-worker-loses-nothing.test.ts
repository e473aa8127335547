import { describe, expect, it } from 'vitest';
import { inventAssociates } from '../../support/associates.ts';
import { differencesBetween } from '../../support/compareWithHubSpot.ts';
import type { System } from '../../support/startSystem.ts';
import { useSystem } from '../../support/useSystem.ts';

/** Resolves with the n-th event of a kind. */
function nth(system: System, count: number, type: 'start' | 'end', functionName: string): Promise<void> {
  return new Promise((resolve) => {
    let seen = 0;
    const unsubscribe = system.host.onInvocation((event) => {
      if (event.type !== type || event.functionName !== functionName || ++seen < count) return;
      unsubscribe();
      resolve();
    });
  });
}

/** HubSpot says nothing while it hangs, so its state is looked at until it is there. */
async function until(condition: () => boolean, { host }: System): Promise<void> {
  while (!condition()) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    if (host.startupError()) throw new Error(host.startupError());
  }
}

describe('a worker that is killed in the middle of a load', () => {
  const system = useSystem();

  // promise 1
  it('is started again, and HubSpot ends equal to SQL Server', async () => {
    const { members, hubspot, ledger, mapping, host } = system();
    await members.insert(inventAssociates(2000, { seed: 5, faultyShare: 0.03 }).map(({ row }) => row));
    const third = nth(system(), 3, 'end', 'upsertBatch');
    const tick = host.runTimer('detectChanges');
    await third;
    await host.killWorker('SIGKILL');
    // Whether the tick itself was cut off depends on where the kill hit; the next one goes on either way.
    await tick;
    await system().tick();

    const rows = await members.readAll();
    const outcomes = await ledger.read(rows.map((row) => row['numero_asociado'] ?? ''));
    expect(differencesBetween(rows, hubspot.contacts(), outcomes, mapping)).toEqual([]);
    expect(host.invocations()['upsertBatch']?.failed).toBeGreaterThan(0);
    expect(await system().queueLength('contact-batches-poison')).toBe(0);
  });
});

describe('a worker that is killed after HubSpot applied its write and before it could note that', () => {
  const system = useSystem();

  // promise 3
  it('leaves nothing stale, even when the row went back to what the ledger knows meanwhile', async () => {
    const { members, hubspot, mapping, ledger, host } = system();
    const key = 'A-000001';
    await members.insert(inventAssociates(1, { seed: 5, faultyShare: 0 }).map(({ row }) => row));
    await system().tick();
    const [before] = await members.readAll();

    await members.update([key], { lastname: 'Por un momento' });
    hubspot.faults.inject({ match: { operation: 'upsert' }, when: 'after', action: { kind: 'hang' } });
    await host.runTimer('detectChanges');
    await until(() => hubspot.contacts()[0]?.properties['lastname'] === 'Por un momento', system());
    await members.run(`UPDATE dbo.hb_contacts SET lastname = N'${before?.['lastname']}'`);
    await host.killWorker('SIGKILL');
    await system().settle();

    const rows = await members.readAll();
    expect(differencesBetween(rows, hubspot.contacts(), await ledger.read([key]), mapping)).toEqual([]);
  });
});

describe('a record that kills the worker on every delivery', () => {
  const system = useSystem();
  const [guilty, ...innocent] = ['A-000003', 'A-000001', 'A-000002', 'A-000004', 'A-000005'];

  it('ends in quarantine, and nobody with it who was at work beside it', async () => {
    const { members, hubspot, ledger, host } = system();
    await members.insert(inventAssociates(5, { seed: 5, faultyShare: 0 }).map(({ row }) => row));
    const deadly = hubspot.faults.inject({
      match: { operation: 'upsert', holds: `"${guilty}"` },
      every: 1,
      when: 'before',
      action: { kind: 'hang' },
    });
    // So that the others are still at work when it ends the process.
    const slow = { kind: 'slow', ms: 300 } as const;
    hubspot.faults.inject({ match: { operation: 'upsert' }, every: 1, when: 'before', action: slow });
    let isOver = false;
    const quarantined = nth(system(), 1, 'end', 'quarantineBatch').then(() => {
      isOver = true;
    });
    const tick = host.runTimer('detectChanges');
    for (let kills = 0; !isOver; kills++) {
      // Whoever works beside it goes down with it.
      await until(() => isOver || deadly.fired() > kills, system());
      if (!isOver) await host.killWorker('SIGKILL');
    }
    await Promise.all([tick, quarantined]);
    await system().settle();

    expect(deadly.fired()).toBeLessThan(15);
    const outcomes = await ledger.read([guilty ?? '', ...innocent]);
    expect(outcomes.get(guilty ?? '')).toMatchObject({
      outcome: 'failed',
      code: 'POISON',
      cause: 'each delivery ended without a word (the process ended, or Storage did not answer)',
    });
    // Whoever was written beside a delivery that was killed is there already when it comes again.
    for (const key of innocent) expect(outcomes.get(key)?.outcome).toMatch(/^(created|updated)$/);
    const { runId = '' } = outcomes.get(guilty ?? '') ?? {};
    const { detected, counts } = await system().accounts.read(runId);
    expect([detected, counts.created + counts.updated, counts.failed, counts.pending]).toEqual([5, 4, 1, 0]);
    expect(system().logLines()).toContainEqual(
      expect.objectContaining({ operation: 'QUARANTINE', code: 'POISON', level: 'ERROR' }),
    );
  });
});
