import { describe, expect, it } from 'vitest';
import { inventAssociates } from '../../support/associates.ts';
import { contactsByNumber, useSystem } from '../../support/useSystem.ts';

describe.each([
  [1000, 10],
  [2000, 20],
])('%i clean rows', (rows, calls) => {
  const system = useSystem();

  // promise 4
  it(`cost ${calls} write calls, a second full pass costs none, and the account balances`, async () => {
    const { members, hubspot, sqlServer } = system();
    await members.insert(inventAssociates(rows, { seed: 7, faultyShare: 0 }).map(({ row }) => row));

    await system().tick();
    expect(contactsByNumber(system()).size).toBe(rows);
    expect(hubspot.calls()).toEqual({ upsert: calls, listProperties: 1 });

    // Every row is stamped anew without a change: all are detected again, and none is sent.
    await members.run('UPDATE dbo.hb_contacts SET lastmodifieddate = SYSUTCDATETIME()');
    await system().tick();
    expect(hubspot.calls()).toEqual({ upsert: calls, listProperties: 1 });

    const runs = system()
      .logLines()
      .filter(({ operation }) => operation === 'DETECT')
      .map(({ run_id }) => String(run_id));
    const totals = await Promise.all(runs.map((runId) => system().accounts.read(runId)));
    expect(totals).toMatchObject([
      { detected: rows, counts: { created: rows, pending: 0 } },
      { detected: rows, counts: { unchanged: rows, pending: 0 } },
    ]);
    expect(sqlServer.statements().some((statement) => /NOLOCK/i.test(statement))).toBe(false);
  });
});
