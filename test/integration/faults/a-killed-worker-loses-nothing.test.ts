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

describe('a worker that is killed in the middle of a load', () => {
  const system = useSystem();

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

describe('a batch that kills the worker on every delivery', () => {
  const system = useSystem({ settings: { AzureFunctionsJobHost__extensions__queues__batchSize: '1' } });

  it('ends in quarantine: each of its records is failed, code POISON, and none is forgotten', async () => {
    const { members, hubspot, ledger, host } = system();
    await members.insert(inventAssociates(3, { seed: 5, faultyShare: 0 }).map(({ row }) => row));
    hubspot.faults.inject({
      match: { operation: 'upsert' },
      every: 1,
      when: 'before',
      action: { kind: 'hang' },
    });
    const quarantined = nth(system(), 1, 'end', 'quarantineBatch');
    const killing = host.onInvocation((event) => {
      if (event.type === 'start' && event.functionName === 'upsertBatch') void host.killWorker('SIGKILL');
    });

    await host.runTimer('detectChanges');
    await quarantined;
    killing();

    const outcomes = await ledger.read(['A-000001', 'A-000002', 'A-000003']);
    expect([...outcomes.values()].map(({ outcome, code }) => [outcome, code])).toEqual([
      ['failed', 'POISON'],
      ['failed', 'POISON'],
      ['failed', 'POISON'],
    ]);
    expect(hubspot.contacts()).toEqual([]);
    expect(system().logLines()).toContainEqual(
      expect.objectContaining({ operation: 'QUARANTINE', code: 'POISON', level: 'error' }),
    );
  });
});
