import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createBatchQueue } from '../../../shared/state/batchQueue.ts';
import { BATCH_QUEUE, createStorageClients } from '../../../shared/state/storageClients.ts';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { differencesBetween } from '../../support/compareWithHubSpot.ts';
import type { System } from '../../support/startSystem.ts';
import { useSystem } from '../../support/useSystem.ts';

const SIZE = 7;
/** 21 messages of 7, and one of 3. */
const PEOPLE = 150;
const SIZES = [3, ...Array.from({ length: 21 }, () => SIZE)];
const KEY = 'numero_asociado_clave';
const mapping = [[['sync', 'batchSize'], SIZE]] as const;

const rows = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) =>
    inventAssociate(from + index, '2026-01-05T00:00:00.000'),
  );
const numbers = (count: number) => rows(1, count).map((row) => row['numero_asociado'] ?? '');

const queueOf = ({ storage }: System) =>
  createStorageClients({ AzureWebJobsStorage: storage.connectionString }).queues.getQueueClient(BATCH_QUEUE);

const messageSchema = z.object({ batchId: z.string(), changes: z.array(z.unknown()) });

/** Keys in each message that waits. */
async function keysPerMessage(system: System): Promise<readonly number[]> {
  const { peekedMessageItems } = await queueOf(system).peekMessages({ numberOfMessages: 32 });
  return peekedMessageItems.map(
    ({ messageText }) =>
      messageSchema.parse(JSON.parse(Buffer.from(messageText, 'base64').toString())).changes.length,
  );
}

/** Contacts in each call since `from`, by operation; a page of the whole portal has no inputs. */
function contactsPerCall({ hubspot }: System, from = 0): Readonly<Record<string, readonly number[]>> {
  const calls: Record<string, number[]> = {};
  for (const { operation, inputs } of hubspot.journal().slice(from)) {
    if (inputs === 0) continue;
    calls[operation] ??= [];
    calls[operation].push(inputs);
  }
  return calls;
}

async function expectSame({ members, hubspot, ledger, mapping: file }: System): Promise<void> {
  const all = await members.readAll();
  const outcomes = await ledger.read(all.map((row) => row['numero_asociado'] ?? ''));
  expect(differencesBetween(all, hubspot.contacts(), outcomes, file)).toEqual([]);
}

async function run(system: System, body: object): Promise<Record<string, unknown>> {
  const response = await system.call('POST', 'sync', body);
  expect(response.status).toBe(202);
  const { runId } = z.object({ runId: z.string() }).parse(await response.json());
  await system.settle();
  return z.record(z.string(), z.unknown()).parse(await (await system.call('GET', `sync/${runId}`)).json());
}

describe('sync.batchSize: 7', () => {
  const system = useSystem({ mapping });

  it('is the most keys of a message and contacts of a call', async () => {
    const { members, host } = system();
    await members.insert(rows(1, PEOPLE));
    await host.pause('upsertBatch');
    await host.runTimer('detectChanges');

    expect((await keysPerMessage(system())).toSorted()).toEqual(SIZES);
    host.resume('upsertBatch');
    await system().settle();

    expect(contactsPerCall(system())['upsert']?.toSorted()).toEqual(SIZES);
    await expectSame(system());
  });

  it('holds for what a verification reads and repairs, and the account balances', async () => {
    const { hubspot } = system();
    // Of both pages in which rows are compared.
    const lost = new Set([...numbers(10), ...numbers(PEOPLE).slice(-10)]);
    for (const { id, properties } of hubspot.contacts())
      if (lost.has(properties[KEY] ?? '')) hubspot.archive(id);
    const from = hubspot.journal().length;

    const report = await run(system(), { mode: 'verify', repair: true });

    expect(report).toMatchObject({
      done: true,
      detected: 20,
      counts: { created: 20, pending: 0 },
      verification: { counts: { checked: PEOPLE, same: PEOPLE - 20, missing: 20 } },
    });
    const { batchRead = [], upsert = [] } = contactsPerCall(system(), from);
    expect(Math.max(...batchRead, ...upsert)).toBe(SIZE);
    expect(upsert.toSorted()).toEqual([3, 3, 7, 7]);
  });

  it('holds for a message from a time when batches were larger', async () => {
    const { hubspot, members } = system();
    await members.update(numbers(20), { lastname: 'Otro' });
    const from = hubspot.journal().length;
    const runId = '20261122T000000000Z-earlier';
    const changes = numbers(20).map((key) => ({ key, version: '' }));
    const message = {
      runId,
      batchId: `${runId}-1`,
      attempt: 1,
      force: false,
      lane: 'bulk',
      changes,
    } as const;
    await createBatchQueue(queueOf(system())).put([message]);
    await system().settle();

    expect(contactsPerCall(system(), from)).toEqual({ upsert: [7, 7, 6] });
    expect(await system().accounts.read(runId)).toMatchObject({
      detected: 20,
      counts: { updated: 20, pending: 0 },
    });
  });

  it('holds for what a reconciliation finds and for a replay', async () => {
    const { hubspot, members, host, ledger } = system();
    await members.run("UPDATE dbo.hb_contacts SET firstname = 'Otra'");
    await members.run("UPDATE dbo.hb_contacts SET email = 'sin.arroba' WHERE numero_asociado <= 'A-000010'");
    const from = hubspot.journal().length;
    await host.pause('upsertBatch');
    await host.runTimer('reconcile');
    const found = await keysPerMessage(system());
    expect(Math.max(...found)).toBe(SIZE);
    expect(found.reduce((sum, keys) => sum + keys)).toBe(PEOPLE);
    host.resume('upsertBatch');
    await system().settle();
    expect([...(await ledger.read(numbers(10))).values()].map(({ code }) => code)).toEqual(
      numbers(10).map(() => 'EMAIL_INVALID'),
    );

    await host.pause('upsertBatch');
    await system().call('POST', 'reviews/replay', { code: 'EMAIL_INVALID' });
    expect((await keysPerMessage(system())).toSorted()).toEqual([3, 7]);
    host.resume('upsertBatch');
    await system().settle();
    expect(Math.max(...(contactsPerCall(system(), from)['upsert'] ?? []))).toBe(SIZE);
  });
});

describe('sync.batchSize: 7, in a portal that is in use', () => {
  const system = useSystem({
    adopted: false,
    mapping,
    seed: (members) => members.insert(rows(1, 30)),
  });

  it('is the most contacts that are taken over, or looked up, in a call', async () => {
    const { hubspot, ledger } = system();
    hubspot.seedContacts(rows(1, 20).map((row) => ({ email: row['email'] ?? '' })));

    const report = await run(system(), { mode: 'adopt' });
    expect(report).toMatchObject({ done: true, counts: { adopted: 20, pending: 0 } });
    expect(contactsPerCall(system())['batchUpdate']).toEqual([7, 7, 6]);
    // What HubSpot does not name comes back as a message of its batch, which is no larger either.
    const adopted = [...(await ledger.read(numbers(20))).values()];
    expect(Map.groupBy(adopted, ({ batchId }) => batchId).size).toBe(3);

    await system().tick();
    const most = Math.max(...Object.values(contactsPerCall(system())).flat());
    expect(most).toBe(SIZE);
    expect(new Set(hubspot.contacts().map(({ properties }) => properties[KEY])).size).toBe(30);
    expect((await ledger.read([numberOf(30)])).get(numberOf(30))).toMatchObject({
      outcome: 'created',
    });
  });
});

describe('sync.batchSize: 3, in a portal that nobody has adopted', () => {
  const system = useSystem({ adopted: false, mapping: [[['sync', 'batchSize'], 3]] });

  it('is the most contacts that are looked up in a call', async () => {
    const { hubspot, members } = system();
    hubspot.seedContacts(rows(1, 4).map((row) => ({ email: row['email'] ?? '' })));
    await members.insert(rows(1, 8));
    await system().tick();
    const { batchRead = [], batchUpdate = [], upsert = [] } = contactsPerCall(system());
    expect(Math.max(...batchRead, ...batchUpdate, ...upsert)).toBe(3);
    expect(hubspot.contacts()).toHaveLength(8);
  });
});
