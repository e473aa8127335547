// promise 8
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createStorageClients } from '../../../shared/state/storageClients.ts';
import {
  type IngestionStandin,
  startIngestionStandin,
} from '../../standins/ingestion/startIngestionStandin.ts';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { entitiesOf } from '../../support/entitiesOf.ts';
import { ownAccount } from '../../support/ownAccount.ts';
import { CANARY, canaryOf, type Planting } from '../../support/plantCanaries.ts';
import { type CanaryProxy, startCanaryProxy } from '../../support/startCanaryProxy.ts';
import { type System, startSystem } from '../../support/startSystem.ts';

const KEY = 'numero_asociado_clave';
const STAMP = '2026-01-05T00:00:00.000';
const row = (index: number) => inventAssociate(index, STAMP);

let ingestion: IngestionStandin;
let proxy: CanaryProxy;
let system: System;
const hostLog: string[] = [];
const answers: string[] = [];
const messages: string[] = [];

beforeAll(async () => {
  [ingestion, proxy] = await Promise.all([startIngestionStandin(), startCanaryProxy()]);
  system = await startSystem({
    storage: ownAccount(),
    adopted: false,
    hubspot: { switches: { conflictExistingId: true } },
    mapping: [
      [['sync', 'deletes'], 'mark'],
      [['sync', 'maxArchivePercent'], 100],
    ],
    settings: { ...ingestion.settings, HUBSPOT_BASE_URL: proxy.baseUrl, LOG_RECORDS: 'all' },
    seed: (members) => members.insert(Array.from({ length: 130 }, (_, at) => row(at + 1))),
    onLog: ({ message }) => hostLog.push(message),
  });
  proxy.forwardTo(system.hubspot.baseUrl);
});
afterAll(async () => {
  await proxy.close();
  await ingestion.close();
});

/** Calls a route and keeps what it said. */
async function call(...request: Parameters<System['call']>): Promise<string> {
  const text = await (await system.call(...request)).text();
  answers.push(text);
  return text;
}

/** Starts a run and answers with what it came to. */
async function run(body: object): Promise<unknown> {
  const { runId } = JSON.parse(await call('POST', 'sync', body));
  await system.settle();
  return JSON.parse(await call('GET', `sync/${runId}`));
}

/** What waits on the queues. */
async function peek(): Promise<void> {
  const { queues } = createStorageClients({ AzureWebJobsStorage: system.storage.connectionString });
  for (const name of ['contact-batches', 'contact-batches-poison']) {
    const client = queues.getQueueClient(name);
    if (!(await client.exists())) continue;
    const { peekedMessageItems } = await client.peekMessages({ numberOfMessages: 32 });
    messages.push(
      ...peekedMessageItems.map(({ messageText }) => Buffer.from(messageText, 'base64').toString()),
    );
  }
}

/** Somebody else has the email of these, some with a key that nobody of ours has. */
function seedHolders(from: number): void {
  for (let index = from; index < from + 8; index++)
    system.hubspot.seedContact({
      email: row(index)['email'] ?? '',
      no__de_cedula: `1-9999-000${index % 8}`,
      ...(index % 2 === 0 ? { [KEY]: `CANARY ${index}` } : { [KEY]: `CANARY-${index}` }),
    });
}

/** What HubSpot may say of a call that it refuses as a whole. */
const SAID = {
  category: 'VALIDATION_ERROR',
  message: 'no',
  correlationId: 'x',
  subCategory: 'x',
  policyName: 'x',
  errorType: 'x',
  context: { existingId: ['1'], requiredGranularScopes: ['crm.objects.contacts.read'] },
  errorTokens: {},
  errors: [{ code: 'INVALID_EMAIL', message: 'no', context: { requiredGranularScopes: ['x'] } }],
};

/** Some of the places that have had a canary, so that the search means something. */
const PLANTED = ['message', 'propertyName', 'existingId', 'ids', 'type', 'label', 'cursor_10000000100'].map(
  canaryOf,
);

/** Each of these once, for one new associate each. */
async function refuse(statuses: readonly number[], from: number): Promise<void> {
  for (const [at, status] of statuses.entries()) {
    await system.members.insert([row(from + at)]);
    const said = { ...SAID, category: status === 403 ? 'MISSING_SCOPES' : SAID.category };
    system.hubspot.faults.inject({
      match: { operation: 'upsert' },
      times: 1,
      when: 'before',
      action: { kind: 'status', status, said },
    });
    answers.push(await (await system.resync(numberOf(from + at))).text());
  }
}

it.each<Planting>(['beside', 'instead'])(
  'of what HubSpot says in an answer, nothing is stored, logged, sent or answered but what has its form (canaries %s its words)',
  async (how) => {
    proxy.plant(how);
    const isFirst = how === 'beside';
    seedHolders(isFirst ? 1 : 131);
    for (let index = 1; index <= 220; index++)
      system.hubspot.seedContact({ email: `${how}.${index}@example.com` });
    await system.members.insert(isFirst ? [] : Array.from({ length: 9 }, (_, at) => row(131 + at)));
    const contacts = system.hubspot.contacts().length;
    expect(await run({ mode: 'adopt' })).toMatchObject({ done: true, adoption: { contacts } });
    await system.host.pause('upsertBatch');
    await system.host.runTimer('detectChanges');
    await peek();
    system.host.resume('upsertBatch');
    await system.settle();
    // Who is told to wait waits: once is enough.
    await refuse(isFirst ? [400, 404, 409, 413, 422, 423, 429, 500] : [400, 404, 409], isFirst ? 200 : 300);
    await system.settle();
    await run({ mode: 'verify', repair: true });
    for (const route of ['reviews', 'status', `associates/${numberOf(1)}`]) await call('GET', route);
    expect(await leaks()).toEqual([]);
    expect([...proxy.planted]).toEqual(expect.arrayContaining(PLANTED));
  },
);

it('nor where HubSpot closes the door', async () => {
  proxy.plant('beside');
  await refuse([401, 403], 400);
  await call('GET', 'status');
  await system.close();
  const sent = ingestion.text();
  expect(sent.includes('HUBSPOT_REFUSED')).toBe(true);
  expect(await leaks()).toEqual([]);
});

/** What of the canaries is found where no text of HubSpot's may be. */
async function leaks(): Promise<readonly string[]> {
  const places = {
    tables: await entitiesOf(system.storage.connectionString),
    queue: messages,
    log: hostLog,
    answers,
    telemetry: [ingestion.text()],
  };
  return Object.entries(places).flatMap(([place, texts]) => {
    const found = texts.flatMap((text) => [...text.matchAll(CANARY)].map(([canary]) => canary));
    return [...new Set(found)].map((canary) => `${place}: ${canary}`);
  });
}
