import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { associate, associateProperties, call, givenStandin, upsert } from './support.ts';

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
