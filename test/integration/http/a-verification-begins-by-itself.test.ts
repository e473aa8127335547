import { describe, expect, it } from 'vitest';
import { healthSchema } from '../../../shared/answers/health.ts';
import { type Run, runSchema, runsSchema } from '../../../shared/answers/runs.ts';
import { inventAssociate } from '../../support/associates.ts';
import type { System } from '../../support/startSystem.ts';
import { useSystem } from '../../support/useSystem.ts';

const PAST = '2026-01-05T00:00:00.000';
/** Within a test never. */
const YEARLY = '0 0 0 29 2 *';

async function verifications(system: System): Promise<readonly Run[]> {
  const { runs } = runsSchema.parse(await (await system.call('GET', 'sync?top=200')).json());
  return runs.filter(({ mode }) => mode === 'verify');
}
const timersOf = async (system: System) =>
  healthSchema
    .parse(await (await system.call('GET', 'health')).json())
    .timers.map(({ name, state }) => [name, state]);

describe('with VERIFY_SCHEDULE', () => {
  const system = useSystem({ settings: { VERIFY_SCHEDULE: YEARLY } });

  it('its timer begins a verification, which ends by itself, and is judged as the others are', async () => {
    await system().members.insert([inventAssociate(1, PAST), inventAssociate(2, PAST)]);
    await system().tick();
    expect(await timersOf(system())).toContainEqual(['verify', 'unknown']);
    expect((await system().host.runTimer('verify')).succeeded).toBe(true);
    await system().settle();
    expect(await verifications(system())).toMatchObject([
      { state: 'ended', verification: { repair: false, counts: { checked: 2, same: 2 } } },
    ]);
    expect(await timersOf(system())).toContainEqual(['verify', 'ok']);
    const status = await (await system().call('GET', 'status')).json();
    expect(status).toMatchObject({ timers: { verify: { level: 'ok' } } });
  });

  it('one that a person began goes on, with its repairs, and one that was cancelled stays so', async () => {
    const started = await system().call('POST', 'sync', { mode: 'verify', repair: true });
    const { runId } = runSchema
      .pick({ runId: true })
      .loose()
      .parse(await started.json());
    expect((await system().host.runTimer('verify')).succeeded).toBe(true);
    await system().settle();
    const after = await verifications(system());
    expect(after).toHaveLength(2);
    expect(after.find((run) => run.runId === runId)).toMatchObject({
      state: 'ended',
      verification: { repair: true },
    });

    system().hubspot.faults.inject({ every: 1, when: 'before', action: { kind: 'status', status: 503 } });
    const next = await system().call('POST', 'sync', { mode: 'verify' });
    const cancelled = runSchema
      .pick({ runId: true })
      .loose()
      .parse(await next.json()).runId;
    await system().call('DELETE', `sync/${cancelled}`);
    system().hubspot.faults.clear();
    expect((await system().host.runTimer('verify')).succeeded).toBe(true);
    await system().settle();
    const all = await verifications(system());
    expect(all.find((run) => run.runId === cancelled)).toMatchObject({ state: 'cancelled' });
    const known = new Set([cancelled, ...after.map((run) => run.runId)]);
    expect(all.filter((run) => !known.has(run.runId))).toMatchObject([{ state: 'ended' }]);
  });
});

describe('without it', () => {
  const system = useSystem();

  it('there is no such timer, and none is missed', async () => {
    await system().tick();
    await expect(system().host.runTimer('verify')).rejects.toThrow();
    expect((await timersOf(system())).map(([name]) => name)).toEqual([
      'detectChanges',
      'reconcile',
      'report',
    ]);
    const { timers } = Object(await (await system().call('GET', 'status')).json());
    expect(Object.keys(timers)).toEqual(['detectChanges', 'reconcile', 'report']);
  });
});
