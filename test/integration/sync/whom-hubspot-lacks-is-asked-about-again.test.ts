import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import type { System } from '../../support/startSystem.ts';
import { useSystem } from '../../support/useSystem.ts';

const KEY = 'numero_asociado_clave';
const PEOPLE = [1, 2, 3, 4, 5, 6] as const;
const [KNOWN, BY_KEY, BY_EMAIL, BY_NUMBER, BY_CEDULA, NEVER] = PEOPLE;
const row = (index: number) => inventAssociate(index, '2026-01-05T00:00:00.000');
const keys = PEOPLE.map(numberOf);
const absent = { outcome: 'unchanged', code: 'NOT_IN_HUBSPOT', fingerprint: undefined, hubspotId: undefined };

const runSchema = z.object({
  detected: z.number(),
  counts: z.record(z.string(), z.number()),
  notInHubSpot: z.number(),
});

/** The account of the last run of this kind, as an operator reads it. */
async function lastRun(system: System, wanted: string) {
  const line = system
    .logLines()
    .findLast(({ operation, status }) => operation === wanted && status === 'SUCCESS');
  const run = runSchema.parse(await (await system.call('GET', `sync/${line?.['run_id']}`)).json());
  expect(Object.values(run.counts).reduce((sum, count) => sum + count, 0)).toBe(run.detected);
  return run;
}

async function reconcile(system: System): Promise<void> {
  expect((await system.host.runTimer('reconcile')).succeeded).toBe(true);
  await system.settle();
}

/** Calls that write contacts, by kind. */
const writesOf = ({ hubspot }: System) =>
  Object.entries(hubspot.calls()).filter(([name]) => /create|update|upsert|archive|merge/i.test(name));

describe.each([
  ['that was adopted', true],
  ['that was not adopted yet', false],
] as const)('under update, in a portal %s', (_, adopted) => {
  const system = useSystem({ adopted, settings: { SYNC_OPERATION: 'update', LOG_RECORDS: 'all' } });

  it('whom HubSpot lacks is unchanged, counted by itself, and vouched for by nothing', async () => {
    const { members, hubspot, ledger } = system();
    hubspot.seedContact({ [KEY]: numberOf(KNOWN), firstname: 'Antes' });
    await members.insert(PEOPLE.map(row));
    await system().tick();

    const entries = await ledger.read(keys);
    for (const key of keys.slice(1)) expect(entries.get(key)).toMatchObject(absent);
    expect(await lastRun(system(), 'DETECT')).toMatchObject({
      detected: 6,
      counts: { updated: 1, unchanged: 5 },
      notInHubSpot: 5,
    });
    expect(hubspot.contacts()).toHaveLength(1);
    const lines = system().logLines();
    expect(lines.find(({ contact_id }) => contact_id === numberOf(NEVER))).toMatchObject({
      level: 'INFO',
      operation: 'UPDATE',
      status: 'RETRY',
      code: 'NOT_IN_HUBSPOT',
    });
    expect(lines.find(({ operation }) => operation === 'BATCH')?.['message']).toContain('5 not in HubSpot');
  });

  it('a reconciliation asks again and writes nothing, neither to HubSpot nor to the ledger', async () => {
    const { hubspot, ledger } = system();
    const [writes, before] = [writesOf(system()), await ledger.read(keys)];
    const reads = hubspot.calls()['batchRead'] ?? 0;
    await reconcile(system());
    expect(await lastRun(system(), 'RECONCILE')).toMatchObject({
      // The one whose row is as the ledger says is no change.
      detected: 5,
      counts: { unchanged: 5 },
      notInHubSpot: 5,
    });
    expect(writesOf(system())).toEqual(writes);
    expect(hubspot.calls()['batchRead']).toBeGreaterThan(reads);
    expect(await ledger.read(keys)).toEqual(before);
  });

  it('a verification does not miss them', async () => {
    expect((await system().call('POST', 'sync', { mode: 'verify' })).status).toBe(202);
    await system().settle();
    const line = system()
      .logLines()
      .findLast(({ operation }) => operation === 'VERIFY');
    expect(line?.['message']).toMatch(/^1 checked, 1 same, 0 drifted, 0 missing, 0 gone, 5 skipped/);
  });

  it('who turns up in HubSpot, by key or as a contact without one, is updated by the next', async () => {
    const { hubspot, ledger, mapping } = system();
    const cedula = mapping.fields.find(({ identifies }) => identifies === 'cedula');
    hubspot.seedContact({ [KEY]: numberOf(BY_KEY), firstname: 'Antes' });
    hubspot.seedContact({ email: row(BY_EMAIL)['email'] ?? '' });
    hubspot.seedContact({ numero_asociado: numberOf(BY_NUMBER) });
    hubspot.seedContact({ [cedula?.property ?? '']: row(BY_CEDULA)[cedula?.column ?? ''] ?? '' });
    await reconcile(system());

    const outcomes = await ledger.read(keys);
    expect(keys.map((key) => outcomes.get(key)?.outcome)).toEqual([
      'updated',
      'updated',
      'adopted',
      'adopted',
      'adopted',
      'unchanged',
    ]);
    expect(outcomes.get(numberOf(NEVER))).toMatchObject(absent);
    const contacts = new Map(hubspot.contacts().map(({ properties }) => [properties[KEY], properties]));
    expect(contacts.size).toBe(5);
    for (const index of [KNOWN, BY_KEY, BY_EMAIL, BY_NUMBER, BY_CEDULA])
      expect(contacts.get(numberOf(index))).toMatchObject({
        firstname: row(index)['firstname'],
        email: row(index)['email'],
      });
    expect(await lastRun(system(), 'RECONCILE')).toMatchObject({ detected: 5, notInHubSpot: 1 });
  });

  it('whose contact goes away again is none of those that HubSpot holds', async () => {
    const { hubspot, members, ledger } = system();
    const id = (await ledger.read(keys)).get(numberOf(BY_KEY))?.hubspotId ?? '';
    hubspot.archive(id);
    await members.update([numberOf(BY_KEY)], { lastname: 'Otro' });
    await system().tick();
    expect((await ledger.read(keys)).get(numberOf(BY_KEY))).toMatchObject(absent);
    hubspot.seedContact({ email: row(BY_KEY)['email'] ?? '' });
    await reconcile(system());
    expect((await ledger.read(keys)).get(numberOf(BY_KEY))).toMatchObject({ outcome: 'adopted' });
  });
});
