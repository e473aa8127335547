import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { differencesBetween } from '../../support/compareWithHubSpot.ts';
import type { System } from '../../support/startSystem.ts';
import { useSystem } from '../../support/useSystem.ts';

const KEY = 'numero_asociado_clave';
const PEOPLE = 250;
const row = (index: number) => inventAssociate(index, '2026-01-05T00:00:00.000');

const startedSchema = z.object({ runId: z.string(), resumed: z.boolean() });
const runSchema = z.object({
  mode: z.literal('verify'),
  done: z.boolean(),
  detected: z.number(),
  counts: z.record(z.string(), z.number()),
  verification: z.object({
    phase: z.string(),
    repair: z.boolean(),
    counts: z.record(z.string(), z.number()),
    drift: z.record(z.string(), z.number()),
    keys: z.record(z.string(), z.array(z.string())),
  }),
});
type Run = z.output<typeof runSchema>;

async function start(system: System, body: object = {}): Promise<z.output<typeof startedSchema>> {
  const response = await system.call('POST', 'sync', { mode: 'verify', ...body });
  expect(response.status).toBe(202);
  return startedSchema.parse(await response.json());
}

async function read(system: System, runId: string): Promise<Run> {
  const run = runSchema.parse(await (await system.call('GET', `sync/${runId}`)).json());
  const { checked = 0, same = 0, drifted = 0, missing = 0, gone = 0 } = run.verification.counts;
  expect(same + drifted + missing + gone).toBe(checked);
  return run;
}

async function verify(system: System, body: object = {}): Promise<Run> {
  const { runId } = await start(system, body);
  await system.settle();
  return read(system, runId);
}

/** As a person in HubSpot does. */
async function edit({ hubspot }: System, index: number, properties: Record<string, string>): Promise<void> {
  const contact = hubspot.contacts().find((one) => one.properties[KEY] === numberOf(index));
  const response = await fetch(`${hubspot.baseUrl}/crm/v3/objects/contacts/${contact?.id}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${hubspot.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ properties }),
  });
  expect(response.status).toBe(200);
}

const NOTHING = { drifted: 0, missing: 0, gone: 0 };

describe('a verification', () => {
  const system = useSystem({
    mapping: [
      // Sees no deletes: what is gone, verify has to find.
      [['source', 'changeFeed'], 'timestamp'],
      [['source', 'overlapSeconds'], 0],
      [['sync', 'deletes'], 'archive'],
      [['sync', 'maxArchivePercent'], 100],
      [['fields', 6, 'policy'], 'ifEmpty'],
    ],
    seed: (members) =>
      members.insert([
        ...Array.from({ length: PEOPLE }, (_, index) => row(index + 1)),
        { ...row(900), email: 'sin.arroba' },
      ]),
  });

  it('finds nothing where HubSpot holds every row, and leaves out who is rejected', async () => {
    await system().tick();
    const run = await verify(system());
    expect(run).toMatchObject({ done: true, detected: 0, verification: { phase: 'done', drift: {} } });
    expect(run.verification.counts).toEqual({ checked: PEOPLE, same: PEOPLE, ...NOTHING, skipped: 1 });
  });

  // promise 8
  it('names by property and key what people changed, and never a value', async () => {
    const { hubspot, members } = system();
    await edit(system(), 10, { lastname: 'Cambiado', firstname: 'Otra' });
    await edit(system(), 120, { lastname: 'Cambiado' });
    // HubSpot owns the telephone once it holds one, but not its emptiness.
    await edit(system(), 130, { telefono_habitacion: '+50622220000' });
    await edit(system(), 131, { telefono_habitacion: '' });
    const lost = hubspot.contacts().find(({ properties }) => properties[KEY] === numberOf(140));
    hubspot.archive(lost?.id ?? '');
    await members.delete([numberOf(150)]);
    hubspot.seedContact({ [KEY]: 'A-777777', email: 'nadie@example.com' });
    const before = hubspot.contacts();

    const run = await verify(system());

    expect(run.verification).toMatchObject({
      counts: { checked: PEOPLE + 1, same: PEOPLE - 5, drifted: 3, missing: 1, gone: 2, skipped: 1 },
      drift: { lastname: 2, firstname: 1, telefono_habitacion: 1 },
      keys: {
        drifted: [10, 120, 131].map(numberOf),
        missing: [numberOf(140)],
        gone: [numberOf(150), 'A-777777'],
      },
    });
    expect(JSON.stringify(run)).not.toContain('Cambiado');
    expect(run.detected).toBe(0);
    expect(hubspot.contacts()).toEqual(before);
  });

  it('counts a secondary email as held', async () => {
    const { hubspot } = system();
    const hers = hubspot.contacts().find(({ properties }) => properties[KEY] === numberOf(160));
    const other = hubspot.seedContact({ email: 'otra.direccion@example.com' });
    hubspot.merge(other, hers?.id ?? '');
    expect((await verify(system())).verification.drift).toEqual({
      lastname: 2,
      firstname: 1,
      telefono_habitacion: 1,
    });
  });

  it('repairs on request, the normal way, and then finds nothing', async () => {
    const { hubspot, members, ledger, mapping } = system();
    const run = await verify(system(), { repair: true });
    expect(run).toMatchObject({
      done: true,
      detected: 6,
      counts: { updated: 3, created: 1, deleted: 2, pending: 0 },
      verification: { repair: true },
    });
    const live = hubspot.contacts().filter(({ archived, properties }) => !archived && properties[KEY]);
    const rows = (await members.readAll()).filter((each) => each['numero_asociado'] !== numberOf(160));
    const outcomes = await ledger.read(rows.map((each) => each['numero_asociado'] ?? ''));
    // Her primary email and the telephone are what people made them.
    const untouched = live.filter(
      ({ properties }) => ![numberOf(160), numberOf(130)].includes(properties[KEY] ?? ''),
    );
    const owned = rows.filter((each) => each['numero_asociado'] !== numberOf(130));
    expect(differencesBetween(owned, untouched, outcomes, mapping)).toEqual([]);

    const again = await verify(system());
    expect(again.verification.counts).toEqual({
      checked: PEOPLE - 1,
      same: PEOPLE - 1,
      ...NOTHING,
      skipped: 1,
    });
  });

  it('goes on after its worker was killed in the middle; a second start resumes it', async () => {
    const { host, hubspot } = system();
    await edit(system(), 20, { lastname: 'Cambiado' });
    hubspot.faults.inject({
      match: { operation: 'batchRead' },
      every: 2,
      when: 'before',
      action: { kind: 'hang' },
    });
    const { runId } = await start(system(), { repair: true });
    await expect.poll(() => hubspot.journal().at(-1)?.operation, { timeout: 20_000 }).toBe('batchRead');
    await host.killWorker('SIGKILL');
    hubspot.faults.clear();
    expect(await start(system(), { repair: true })).toEqual({ runId, resumed: true });
    await system().settle();
    const run = await read(system(), runId);
    expect(run).toMatchObject({ done: true, detected: 1, counts: { updated: 1, pending: 0 } });
    expect(run.verification.counts).toMatchObject({ checked: PEOPLE - 1, drifted: 1, missing: 0, gone: 0 });
    const [line] = system()
      .logLines()
      .filter(({ operation, run_id }) => operation === 'VERIFY' && run_id === runId)
      .slice(-1);
    expect(line?.['message']).toContain('1 lastname');
  });
});
