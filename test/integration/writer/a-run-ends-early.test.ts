import { describe, expect, it } from 'vitest';
import type { SyncRecord } from '../../../shared/index.ts';
import { inventAssociates } from '../../support/associates.ts';
import { useWriter } from '../../support/useWriter.ts';

const wish = { where: '1 = 1', operation: 'upsert' } as const;

describe('a run that ends early', () => {
  const world = useWriter('embedded');
  const writer = () => world().writer();

  it('by its limit takes so many keys and no more', async () => {
    const { members, hubspot } = world();
    await members.insert(inventAssociates(1200, { seed: 2, faultyShare: 0 }).map(({ row }) => row));
    const result = await writer().syncFromSql({ ...wish, limit: 150 });
    expect(result).toMatchObject({ total: 150, created: 150, pending: 0, stoppedBy: 'end' });
    expect(hubspot.contacts()).toHaveLength(150);
  });

  it('by its signal finishes the batches in work, says what waits, and the next run goes on', async () => {
    const { hubspot } = world();
    const stop = new AbortController();
    const seen: SyncRecord[] = [];
    const run = writer().syncFromSql({ ...wish, signal: stop.signal });
    for await (const record of run) {
      seen.push(record);
      stop.abort();
    }
    const result = await run;
    expect(result).toMatchObject({ total: 1200, stoppedBy: 'signal', errors: 0 });
    expect(result.pending).toBeGreaterThan(0);
    expect(result.success).toBe(seen.length);
    expect(hubspot.contacts().length).toBe(150 + result.created);

    const next = await writer().syncFromSql(wish);
    expect(next).toMatchObject({ total: 1200, pending: 0, stoppedBy: 'end' });
    expect(await world().differences()).toEqual([]);
  });

  it('by a signal that was given before takes nobody', async () => {
    const result = await writer().syncFromSql({ ...wish, signal: AbortSignal.abort() });
    expect(result).toMatchObject({ stoppedBy: 'signal', success: 0, errors: 0 });
    expect(result.pending).toBe(result.total);
  });

  it('by a token that HubSpot refuses says so, and nothing is lost once it is mended', async () => {
    const { members, hubspot, env } = world();
    await members.run(
      "UPDATE dbo.hb_contacts SET lastname = N'Con Token', lastmodifieddate = SYSUTCDATETIME()",
    );
    const refused = await world()
      .writer({ env: { ...env, HUBSPOT_ACCESS_TOKEN: 'expired' } })
      .syncFromSql({ ...wish, limit: 300 });
    expect(refused).toMatchObject({ stoppedBy: 'failure', total: 300, pending: 300, success: 0, errors: 0 });
    expect(refused.reason?.message).toMatch(/HUBSPOT_ACCESS_TOKEN|token/);

    const mended = await writer().syncFromSql(wish);
    expect(mended).toMatchObject({ stoppedBy: 'end', pending: 0, errors: 0, total: 1200 });
    expect(await world().differences()).toEqual([]);
    expect(hubspot.contacts()).toHaveLength(1200);
  });

  it('goes on for nobody who looks on: leaving off early does not end it', async () => {
    const run = writer().syncFromSql(wish);
    for await (const _ of run) break;
    expect(await run).toMatchObject({ stoppedBy: 'end', total: 1200, pending: 0 });
  });

  it('keeps nothing from whoever awaits late, and runs one after the other', async () => {
    const runs = [writer(), writer()].map((one) => one.syncFromSql({ ...wish, limit: 1 }));
    const [first, second] = await Promise.allSettled(runs);
    // Two writers have one store: the one that comes second is told.
    expect([first?.status, second?.status].sort()).toEqual(['fulfilled', 'rejected']);
    const one = writer();
    const both = [one.syncFromSql({ ...wish, limit: 2 }), one.syncFromSql({ ...wish, limit: 3 })];
    expect((await Promise.all(both)).map(({ total }) => total)).toEqual([2, 3]);
    await one.close();
  });
});
