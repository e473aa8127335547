import { describe, expect, it } from 'vitest';
import { type Health, healthSchema } from '../../../shared/answers/health.ts';
import { inventAssociate } from '../../support/associates.ts';
import { useSystem } from '../../support/useSystem.ts';

const PAST = '2026-01-05T00:00:00.000';
const system = useSystem({ settings: { HUBSPOT_PORTAL_ID: '4711' } });

async function look(headers: Readonly<Record<string, string>> = {}) {
  const response = await system().call('GET', 'health', undefined, headers);
  const health: Health | undefined =
    response.status === 304 ? undefined : healthSchema.parse(await response.json());
  return { status: response.status, etag: response.headers.get('etag') ?? '', health };
}

describe('GET /api/health', () => {
  it('says that nothing is known before anything has run, and never nought for it', async () => {
    const { status, health } = await look();
    expect(status).toBe(200);
    expect(health).toMatchObject({
      healthy: true,
      since: null,
      ends: { sqlServer: { level: 'unknown', since: null, says: [] } },
      fullLook: null,
      queue: { oldestSince: null, pendingRecords: null },
      lag: { since: null, worstOfDayMs: null },
      quota: { day: null },
      counters: { until: null, lastDay: { records: 0, batchMs: null } },
      watermark: null,
      associates: null,
    });
  });

  it('says after a tick what it saw and what was counted', async () => {
    await system().members.insert([
      inventAssociate(1, PAST),
      inventAssociate(2, PAST),
      { ...inventAssociate(3, PAST), email: 'sin.arroba' },
    ]);
    await system().tick();
    await system().tick();

    const { status, health } = await look({ 'accept-language': 'es-CR,es;q=0.9' });
    expect(status).toBe(200);
    expect(health).toMatchObject({
      healthy: true,
      ends: {
        sqlServer: { level: 'ok', says: [{ code: 'SQL_READY', message: 'SQL Server responde.' }] },
        queue: { level: 'ok' },
        storage: { level: 'ok' },
      },
      queue: { batches: 0, poisonBatches: 0, pendingRecords: 0 },
      lag: { boundMs: 3_600_000, worstOfDayMs: expect.any(Number) },
      counters: {
        lastDay: {
          records: 3,
          outcomes: { created: 2, rejected: 1 },
          rejectedByCode: { EMAIL_INVALID: 1 },
          othersByCode: {},
          batches: 1,
          calls: 1,
          batchMs: { mean: expect.any(Number) },
        },
      },
      watermark: { feed: 'timestamp', fullPass: false },
    });
    expect(Date.parse(health?.lag.since ?? '')).toBeGreaterThan(Date.now() - 60_000);
  });

  it('asks neither SQL Server nor HubSpot', async () => {
    const before = { sql: system().sqlServer.statements().length, hubspot: system().hubspot.calls() };
    for (let times = 0; times < 3; times++) await look();
    expect({ sql: system().sqlServer.statements().length, hubspot: system().hubspot.calls() }).toEqual(
      before,
    );
  });

  it('answers 304 to whoever has the answer already, until something happens', async () => {
    const { etag } = await look();
    expect(await look({ 'if-none-match': etag })).toMatchObject({ status: 304, etag, health: undefined });
    // Another language is another answer.
    expect(await look({ 'if-none-match': etag, 'accept-language': 'es' })).toMatchObject({ status: 200 });
    await system().members.update(['A-000001'], { lastname: 'Otro' });
    await system().tick();
    expect(await look({ 'if-none-match': etag })).toMatchObject({ status: 200 });
  });

  it('has what a full look found, by a person or in the night, and a link where the account is known', async () => {
    expect((await look()).health?.fullLook).toBeNull();
    expect((await system().host.runTimer('reconcile')).succeeded).toBe(true);
    const { health } = await look();
    expect(health?.fullLook).toMatchObject({
      at: health?.ends.sqlServer.lookedAt,
      tookMs: expect.any(Number),
    });
    // The source lacks what makes the feed exact: its level is the gravest of what was found.
    expect(health?.ends.sqlServer.level).toBe('warning');
    expect(health?.ends.sqlServer.says.map(({ code }) => code)).toContain('FEED_TIMESTAMP');
    expect(health?.associates).toMatchObject({ records: 3 });
    expect(health?.contactUrl).toBe('https://app.hubspot.com/contacts/4711/record/0-1/{id}');
    const before = health?.fullLook?.at ?? '';
    await system().call('GET', 'status');
    expect(((await look()).health?.fullLook?.at ?? '') > before).toBe(true);
  });

  it('answers 503 when SQL Server is away, with what is wrong and since when, and 304 all the same', async () => {
    system().sqlServer.faults.dropConnection(/./, { times: 100 });
    expect((await system().host.runTimer('detectChanges')).succeeded).toBe(false);

    const { status, health, etag } = await look();
    expect(status).toBe(503);
    expect(health).toMatchObject({
      healthy: false,
      troubles: [
        { level: 'error', since: health?.since, message: expect.stringContaining('SQL Server') },
        { level: 'warning', code: 'TIMER_FAILS', parameters: { timer: 'detectChanges' } },
      ],
      timers: [
        { name: 'detectChanges', state: 'failing', failure: { code: health?.troubles[0]?.code } },
        {},
        {},
      ],
      ends: { sqlServer: { level: 'error' }, hubspot: { level: expect.stringMatching(/ok|unknown/) } },
      // What was counted stays.
      counters: { lastDay: { records: 4 } },
    });
    expect(health?.troubles[0]?.code).toMatch(/^SQL_/);
    expect((await look({ 'if-none-match': etag })).status).toBe(304);
  });

  it('is well again with the next tick that ends, and says since when', async () => {
    system().sqlServer.faults.reset();
    await system().tick();
    const { status, health } = await look();
    expect(status).toBe(200);
    expect(health?.ends.sqlServer).toMatchObject({ level: 'ok', since: health?.since });
  });

  it('answers 503 when HubSpot refuses the token: since then nobody calls it', async () => {
    const { hubspot } = system();
    hubspot.faults.inject({ every: 1, when: 'before', action: { kind: 'status', status: 401 } });
    await system().resync('A-000001');
    const { status, health } = await look();
    expect(status).toBe(503);
    expect(health?.circuit).toMatchObject({ since: health?.ends.hubspot.since });
    expect(health?.ends.hubspot).toMatchObject({ level: 'error', says: [{ code: health?.circuit?.code }] });
    expect(Date.parse(health?.circuit?.nextProbeAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
  });
});
