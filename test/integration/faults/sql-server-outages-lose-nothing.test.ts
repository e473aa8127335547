import { describe, expect, it } from 'vitest';
import { inventAssociates } from '../../support/associates.ts';
import { differencesBetween } from '../../support/compareWithHubSpot.ts';
import type { System } from '../../support/startSystem.ts';
import { useSystem } from '../../support/useSystem.ts';

const OUTAGES: readonly (readonly [string, (system: System) => void])[] = [
  [
    'drops every connection that re-reads rows',
    ({ sqlServer }) => sqlServer.faults.dropConnection(/OPENJSON/, { times: 9 }),
  ],
  [
    'drops connections in the middle of a result',
    ({ sqlServer }) => sqlServer.faults.dropConnection(/OPENJSON/, { times: 9, afterRows: 20 }),
  ],
  [
    'chooses our statements as deadlock victims',
    ({ sqlServer }) => sqlServer.faults.answerWithError(/OPENJSON/, 1205, 'deadlock', 9),
  ],
];

describe.each(OUTAGES)('a SQL Server that %s', (_, begin) => {
  const system = useSystem();

  // promise 6
  it('is waited for: everything arrives, nothing is in poison', async () => {
    const { members, hubspot, ledger, mapping, host } = system();
    await members.insert(inventAssociates(250, { seed: 9, faultyShare: 0.03 }).map(({ row }) => row));
    begin(system());

    await system().tick();

    const rows = await members.readAll();
    const outcomes = await ledger.read(rows.map((row) => row['numero_asociado'] ?? ''));
    expect(differencesBetween(rows, hubspot.contacts(), outcomes, mapping)).toEqual([]);
    expect(
      system()
        .logLines()
        .filter(({ status }) => status === 'RETRY').length,
    ).toBeGreaterThan(0);
    expect(host.invocations()['upsertBatch']?.failed).toBe(0);
    expect(await system().queueLength('contact-batches-poison')).toBe(0);
  });
});

describe('a SQL Server that goes away while changes are detected', () => {
  const system = useSystem();

  // promise 1
  it('leaves the watermark untouched, and the next tick finds everything', async () => {
    const { members, hubspot, sqlServer, host } = system();
    await members.insert(inventAssociates(50, { seed: 9, faultyShare: 0 }).map(({ row }) => row));
    sqlServer.faults.dropConnection(/SELECT TOP/, { times: 3 });

    expect((await host.runTimer('detectChanges')).succeeded).toBe(false);
    expect(await system().queueLength()).toBe(0);

    await system().tick();
    expect(hubspot.contacts()).toHaveLength(50);
  });
});
