import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import type { System } from '../../support/startSystem.ts';
import { useSystem } from '../../support/useSystem.ts';

const KEY = 'numero_asociado_clave';
const PEOPLE = 250;

const startedSchema = z.object({ runId: z.string(), resumed: z.boolean() });
const runSchema = z.object({
  mode: z.literal('adopt'),
  done: z.boolean(),
  detected: z.number(),
  counts: z.record(z.string(), z.number()),
  adoption: z.record(z.string(), z.union([z.string(), z.boolean(), z.number()])),
});

/** Starts an adoption over HTTP and answers how it ended. */
async function adopt(system: System, body: object) {
  const response = await system.call('POST', 'sync', { mode: 'adopt', ...body });
  expect(response.status).toBe(202);
  const { runId } = startedSchema.parse(await response.json());
  await system.settle();
  return runSchema.parse(await (await system.call('GET', `sync/${runId}`)).json());
}

/**
 * 1–100: by email only · 101–180: by a number that is not unique · 181–220: by cédula · 221: two contacts fit · 222: contradicts ·
 * 223 and 224 share one contact · 225–250: nobody.
 */
function seedPortal({ hubspot }: System): void {
  const row = (index: number) => inventAssociate(index, '');
  const contacts: Record<string, string>[] = [];
  for (let index = 1; index <= 100; index++) contacts.push({ email: row(index)['email'] ?? '' });
  for (let index = 101; index <= 180; index++) contacts.push({ numero_asociado: numberOf(index) });
  for (let index = 181; index <= 220; index++)
    contacts.push({ no__de_cedula: row(index)['no__de_cedula'] ?? '' });
  contacts.push({ email: row(221)['email'] ?? '' }, { numero_asociado: numberOf(221) });
  contacts.push({ email: row(222)['email'] ?? '', no__de_cedula: '199999999' });
  contacts.push({ email: row(223)['email'] ?? '', numero_asociado: numberOf(224) });
  for (let index = 1; index <= 60; index++) contacts.push({ email: `stranger.${index}@example.com` });
  hubspot.seedContacts(contacts);
}

const FOUND = {
  contacts: 284,
  keyed: 0,
  withoutPartner: 60,
  fitting: 220,
  ambiguous: 3,
  contradicting: 1,
};

describe('a portal that is in use', () => {
  const system = useSystem({
    adopted: false,
    seed: (members) =>
      members.insert(
        Array.from({ length: PEOPLE }, (_, index) => inventAssociate(index + 1, '2026-01-05T00:00:00.000')),
      ),
  });

  it('is read and reported by a dry run, and nothing is written', async () => {
    seedPortal(system());
    const before = system().hubspot.contacts();
    const report = await adopt(system(), { dryRun: true });
    expect(report).toMatchObject({ done: true, detected: 0, adoption: { dryRun: true, ...FOUND } });
    expect(system().hubspot.contacts()).toEqual(before);
  });

  it('is taken over: who fits gets key and values in full calls, the others are named', async () => {
    const { hubspot, ledger } = system();
    const callsBefore = hubspot.calls();
    const report = await adopt(system(), {});
    expect(report).toMatchObject({
      done: true,
      detected: 224,
      counts: { adopted: 220, conflict: 4, pending: 0 },
      adoption: { dryRun: false, ...FOUND },
    });
    expect((hubspot.calls()['listContacts'] ?? 0) - (callsBefore['listContacts'] ?? 0)).toBe(3);
    expect(hubspot.calls()['batchUpdate']).toBe(3);
    const outcomes = await ledger.read([221, 222, 223, 224].map(numberOf));
    expect([...outcomes.values()].map(({ outcome, code }) => [outcome, code])).toEqual([
      ['conflict', 'IDENTITY_AMBIGUOUS'],
      ['conflict', 'IDENTITY_CONTRADICTS'],
      ['conflict', 'IDENTITY_AMBIGUOUS'],
      ['conflict', 'IDENTITY_AMBIGUOUS'],
    ]);
    expect(outcomes.get(numberOf(221))?.conflictId).toMatch(/^\d+, \d+$/);
  });

  // promise 2
  it('has each associate once afterwards, and what a person has to decide stays undecided', async () => {
    const { hubspot } = system();
    await system().tick();
    const keys = hubspot.contacts().flatMap(({ properties }) => properties[KEY] ?? []);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toHaveLength(246);
    const run = system()
      .logLines()
      .filter(({ operation }) => operation === 'DETECT')
      .at(-1);
    const account = await system().accounts.read(String(run?.['run_id']));
    expect(account).toMatchObject({
      detected: PEOPLE,
      counts: { unchanged: 220, created: 26, conflict: 4, pending: 0 },
    });
  });

  it('goes on after its worker was killed in the middle', async () => {
    const { host, hubspot } = system();
    hubspot.faults.inject({
      match: { operation: 'listContacts' },
      every: 2,
      when: 'before',
      action: { kind: 'slow', ms: 300 },
    });
    // Before the request: the run may begin before its answer is here.
    const begun = new Promise<void>((resolve) => {
      const stop = host.onInvocation(({ type, functionName }) => {
        if (type !== 'start' || functionName !== 'upsertBatch') return;
        stop();
        resolve();
      });
    });
    const response = await system().call('POST', 'sync', { mode: 'adopt' });
    const { runId } = startedSchema.parse(await response.json());
    await begun;
    await host.killWorker();
    hubspot.faults.clear();
    await system().settle();
    const report = runSchema.parse(await (await system().call('GET', `sync/${runId}`)).json());
    expect(report).toMatchObject({ done: true, counts: { pending: 0 } });
    const keys = hubspot.contacts().flatMap(({ properties }) => properties[KEY] ?? []);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('refuses a request it does not understand, and does not know a run that never was', async () => {
    expect((await system().call('POST', 'sync', { mode: 'everything' })).status).toBe(400);
    expect((await system().call('POST', 'sync', { mode: 'adopt', dryRunn: true })).status).toBe(400);
    expect((await system().call('GET', 'sync/nothing')).status).toBe(404);
  });
});
