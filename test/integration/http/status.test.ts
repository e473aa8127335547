import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { inventAssociate } from '../../support/associates.ts';
import { enableExactFeeds } from '../../support/enableExactFeeds.ts';
import type { System } from '../../support/startSystem.ts';
import { useSystem } from '../../support/useSystem.ts';

const timerSchema = z.object({ level: z.string(), message: z.string(), lastEndedAt: z.string().optional() });
const statusSchema = z.object({
  healthy: z.boolean(),
  configuration: z.array(z.object({ code: z.string(), message: z.string() })),
  sqlServer: z.array(
    z.object({ check: z.string(), level: z.string(), message: z.string(), script: z.string().optional() }),
  ),
  hubspot: z.object({
    level: z.string(),
    message: z.string(),
    limits: z.object({ used: z.number(), limit: z.number() }).optional(),
  }),
  storage: z.object({ level: z.string(), message: z.string() }),
  telemetry: z.object({ level: z.string(), message: z.string() }),
  timers: z.object({ detectChanges: timerSchema, reconcile: timerSchema }),
  waitingBatches: z.number().optional(),
  watermark: z.unknown().optional(),
});

async function readStatus({ host }: System) {
  const response = await fetch(`${host.baseUrl}/api/status`, {
    headers: { 'x-functions-key': host.functionKey },
  });
  const status = statusSchema.parse(await response.json());
  const levels = Object.fromEntries(status.sqlServer.map(({ check, level }) => [check, level]));
  return { httpStatus: response.status, ...status, levels };
}

describe('GET /api/status', () => {
  const system = useSystem();

  it('says what the source lacks, what that means, and which script mends it', async () => {
    const row = inventAssociate(1, '2026-01-05T00:00:00.000');
    await system().members.insert([
      row,
      { ...inventAssociate(2, ''), lastmodifieddate: '2099-01-01T00:00:00.000' },
    ]);
    const { httpStatus, healthy, levels, sqlServer } = await readStatus(system());
    expect({ httpStatus, healthy }).toEqual({ httpStatus: 200, healthy: true });
    expect(levels).toMatchObject({
      columns: 'ok',
      index: 'ok',
      compatibility: 'ok',
      permissions: 'ok',
      noWritePermission: 'warning',
      snapshot: 'warning',
      changeTracking: 'warning',
      changeFeed: 'warning',
      futureStamps: 'warning',
      unstampedRows: 'ok',
    });
    expect(sqlServer.find(({ check }) => check === 'changeTracking')?.script).toBe(
      'infra/sql/03-change-tracking.sql',
    );
    expect(sqlServer.find(({ check }) => check === 'changeFeed')?.message).toContain('can miss deleted rows');
  });

  it('answers however long counting takes, and calls what it does not know unknown', async () => {
    const { faults } = system().sqlServer;
    faults.stall(/COUNT_BIG/, { times: Number.POSITIVE_INFINITY });
    const { httpStatus, healthy, levels } = await readStatus(system());
    faults.reset();
    expect({ httpStatus, healthy }).toEqual({ httpStatus: 200, healthy: true });
    expect(levels).toMatchObject({ futureStamps: 'unknown', unstampedRows: 'unknown', columns: 'ok' });
  });

  it('after the scripts were run finds the exact feed, and shows where detection stands', async () => {
    await enableExactFeeds(system().members);
    await system().tick();
    const { levels, watermark, waitingBatches } = await readStatus(system());
    expect(levels).toMatchObject({ snapshot: 'ok', changeTracking: 'ok', changeFeed: 'ok' });
    expect(watermark).toMatchObject({ feed: 'changeTracking' });
    expect(waitingBatches).toBe(0);
  });
});

describe('GET /api/status of the timers', () => {
  const system = useSystem();

  it('says when each last ended, and how', async () => {
    const before = await readStatus(system());
    expect([before.timers.detectChanges.level, before.timers.reconcile.level]).toEqual([
      'unknown',
      'unknown',
    ]);

    await system().tick();
    expect((await system().host.runTimer('reconcile')).succeeded).toBe(true);
    const { timers, healthy } = await readStatus(system());
    expect(healthy).toBe(true);
    for (const { level, message, lastEndedAt = '' } of [timers.detectChanges, timers.reconcile]) {
      expect(level).toBe('ok');
      expect(message).toBe(`It ended last ${lastEndedAt}, by end.`);
    }

    system().sqlServer.faults.dropConnection(/./, { times: 1_000 });
    expect((await system().host.runTimer('detectChanges')).succeeded).toBe(false);
    const failed = (await readStatus(system())).timers.detectChanges;
    expect(failed.message).toMatch(/, by failed \(SQL_UNREACHABLE\)\.$/);
    expect(Date.parse(failed.lastEndedAt ?? '')).toBeGreaterThan(
      Date.parse(timers.detectChanges.lastEndedAt ?? ''),
    );
  });
});

describe('GET /api/status with a schedule that Azure would never run', () => {
  const system = useSystem({ settings: { RECONCILE_SCHEDULE: '0 8 * * *' } });

  it('answers 503 and names the setting', async () => {
    const { httpStatus, configuration, timers } = await readStatus(system());
    expect(httpStatus).toBe(503);
    expect(configuration.map(({ message }) => message)).toEqual([
      'The setting RECONCILE_SCHEDULE must have six fields (second, minute, hour, day, month, day of the week), such as 0 */5 * * * *, and has 5: put the seconds in front, such as 0.',
    ]);
    expect(timers.reconcile.level).toBe('unknown');
  });
});

describe('GET /api/status with a source that cannot be used', () => {
  const system = useSystem({ mapping: [[['source', 'table'], 'dbo.nothing']] });

  it('answers 503 and names what is wrong', async () => {
    const { httpStatus, healthy, sqlServer } = await readStatus(system());
    expect({ httpStatus, healthy }).toEqual({ httpStatus: 503, healthy: false });
    expect(sqlServer).toMatchObject([{ level: 'error', message: expect.stringContaining('dbo.nothing') }]);
  });
});

describe('GET /api/status with a wrong mapping file', () => {
  const system = useSystem({ settings: { SYNC_CONFIG: 'nowhere.yaml' } });

  it('answers 503 with one sentence per problem', async () => {
    const { httpStatus, configuration } = await readStatus(system());
    expect(httpStatus).toBe(503);
    expect(configuration).toEqual([
      { code: 'CONFIGURATION', message: expect.stringContaining('nowhere.yaml') },
    ]);
  });

  it('keeps nobody from looking at the reviews', async () => {
    expect((await system().call('GET', 'reviews')).status).toBe(200);
  });
});

describe('GET /api/status of HubSpot', () => {
  const system = useSystem({ adopted: false });

  it('says what is used of the limit, what is missing, and why HubSpot is not called', async () => {
    const { hubspot } = system();
    const row = inventAssociate(1, '2026-01-05T00:00:00.000');
    await system().members.insert([row]);
    await system().tick();
    const fresh = await readStatus(system());
    expect(fresh).toMatchObject({ httpStatus: 200, hubspot: { level: 'warning', limits: { limit: 100 } } });
    expect(fresh.hubspot.message).toContain('"mode":"adopt"');
    expect(fresh.hubspot.limits?.used).toBeGreaterThanOrEqual(hubspot.calls()['upsert'] ?? 0);

    hubspot.faults.inject({ every: 1, when: 'before', action: { kind: 'status', status: 401 } });
    await system().resync(row['numero_asociado'] ?? '');
    const refused = await readStatus(system());
    expect(refused).toMatchObject({ httpStatus: 503, healthy: false, hubspot: { level: 'error' } });
    expect(refused.hubspot.message).toContain('HUBSPOT_ACCESS_TOKEN');
  });
});
