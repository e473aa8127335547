import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { associate, associateProperties, call, codesIn, givenStandin, upsert } from './support.ts';

function admin(baseUrl: string, method: string, name: string, body?: object): Promise<Response> {
  return fetch(`${baseUrl}/_standin/${name}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

test('contacts are seeded and streamed, calls counted, everything reset', async () => {
  const standin = await givenStandin();
  const { baseUrl } = standin;

  const seeded = await admin(baseUrl, 'POST', 'contacts', {
    contacts: [{ email: 'ana@example.com' }, { email: 'eva@example.com' }],
  });
  expect(await seeded.json()).toEqual({ ids: standin.contacts().map(({ id }) => id) });
  await upsert(standin, [associate('1')]);
  const lines = (await (await admin(baseUrl, 'GET', 'contacts')).text()).trim().split('\n');
  expect(lines).toHaveLength(3);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ properties: { email: 'ana@example.com' } });
  expect(await (await admin(baseUrl, 'GET', 'calls')).json()).toEqual({ upsert: 1 });
  expect(await (await admin(baseUrl, 'GET', 'journal')).json()).toHaveLength(1);

  await admin(baseUrl, 'POST', 'reset');

  expect(standin.contacts()).toHaveLength(0);
  expect(standin.calls()).toEqual({});
});

test('faults, switches and properties are set, nonsense is refused', async () => {
  const standin = await givenStandin();
  const { baseUrl } = standin;

  const outage = { when: 'before', every: 1, action: { kind: 'status', status: 503 } };
  await admin(baseUrl, 'POST', 'faults', outage);
  expect((await upsert(standin, [associate('1')])).status).toBe(503);
  await admin(baseUrl, 'DELETE', 'faults');
  await admin(baseUrl, 'POST', 'switches', { cleanTraceStatus: 207 });
  await admin(baseUrl, 'POST', 'properties', { name: 'apodo', type: 'string', fieldType: 'text' });
  expect((await upsert(standin, [associate('1', { apodo: 'Ani' })])).status).toBe(207);

  expect((await admin(baseUrl, 'POST', 'faults', { when: 'sometimes' })).status).toBe(400);
  expect((await admin(baseUrl, 'POST', 'switches', { nosuch: 1 })).status).toBe(400);
  expect((await admin(baseUrl, 'GET', 'nothing')).status).toBe(404);
});

test('contacts are merged, archived and deleted for good', async () => {
  const standin = await givenStandin();
  const { baseUrl } = standin;
  const [first = '', second = '', third = ''] = standin.seedContacts([{}, {}, { email: 'ana@example.com' }]);

  const merged = await admin(baseUrl, 'POST', 'merge', { primaryObjectId: first, objectIdToMerge: second });
  const { id } = z.object({ id: z.string() }).parse(await merged.json());
  await admin(baseUrl, 'POST', 'contacts/archive', { id });
  await admin(baseUrl, 'POST', 'contacts/gdpr-delete', { id: third });

  expect(standin.contacts()).toMatchObject([{ id, archived: true }]);
  const lines = (await (await admin(baseUrl, 'GET', 'writes')).text()).trim().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { kind: 'merged', contactId: id, absorbed: [first, second] },
    { kind: 'archived', contactId: id },
    { kind: 'deleted', contactId: third },
  ]);
  expect((await admin(baseUrl, 'POST', 'contacts/archive', { id: '5' })).status).toBe(400);
});

test('limits and properties change, windows are read', async () => {
  const standin = await givenStandin({ rateLimit: 5, dailyLimit: 10 });
  const { baseUrl } = standin;
  await upsert(standin, [associate('1')]);

  await admin(baseUrl, 'POST', 'limits', { rateLimit: 1, usedToday: 9 });
  expect((await upsert(standin, [associate('1')])).status).toBe(429);
  expect(await (await admin(baseUrl, 'GET', 'windows')).json()).toEqual({ highest: 1, refused: 1 });
  await admin(baseUrl, 'POST', 'limits', { rateLimit: 5 });
  await admin(baseUrl, 'POST', 'midnight');
  expect(await (await admin(baseUrl, 'GET', 'limits')).json()).toEqual({
    rateLimit: 5,
    dailyLimit: 10,
    usedToday: 0,
  });

  await admin(baseUrl, 'POST', 'properties/change', { name: 'city', readOnlyValue: true });
  await admin(baseUrl, 'POST', 'properties/archive', { name: 'cedula' });
  const { body } = await upsert(standin, [associate('1', { city: 'Cartago', cedula: '1' })]);
  expect(codesIn(body.errors[0]?.message ?? '')).toEqual(['READ_ONLY_VALUE', 'PROPERTY_DOESNT_EXIST']);
  expect((await admin(baseUrl, 'POST', 'limits', { nosuch: 1 })).status).toBe(400);
  expect((await admin(baseUrl, 'POST', 'properties/archive', { name: 'nosuch' })).status).toBe(400);
});

test('the command line prints URL and token and stops on SIGTERM', async () => {
  const main = fileURLToPath(new URL('../../../standins/hubspot/main.ts', import.meta.url));
  const child = spawn(process.execPath, [main, '--port', '0', '--token', 'shell-token'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  await expect.poll(() => output, { timeout: 20_000 }).toContain('Token: shell-token');
  const baseUrl = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0] ?? '';

  await admin(baseUrl, 'POST', 'properties', [...associateProperties]);
  const response = await fetch(`${baseUrl}/crm/v3/objects/contacts`, {
    headers: { authorization: 'Bearer shell-token' },
  });
  expect(response.status).toBe(200);
  await response.text();
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');

  expect(code).toBe(0);
});

test('the admin endpoints are not calls to the API', async () => {
  const standin = await givenStandin({ rateLimit: 1 });
  await admin(standin.baseUrl, 'GET', 'journal');

  expect(standin.journal()).toHaveLength(0);
  expect((await call(standin, 'GET', '/crm/v3/objects/contacts')).status).toBe(200);
});
