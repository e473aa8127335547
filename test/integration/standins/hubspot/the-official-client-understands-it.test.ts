import { Client } from '@hubspot/api-client';
import { expect, test } from 'vitest';
import { associate, contactsPath, givenStandin } from './support.ts';

function clientFor({ baseUrl, token }: { readonly baseUrl: string; readonly token: string }): Client {
  return new Client({ accessToken: token, basePath: baseUrl });
}

const inputs = ['1', '2'].map((numero) => ({
  id: numero,
  idProperty: 'numero_asociado',
  objectWriteTraceId: `trace-${numero}`,
  properties: { numero_asociado: numero, email: numero === '1' ? 'ana@example.com' : 'nobody' },
}));

test('batchApi.upsert reads results and errors of a partial failure', async () => {
  const standin = await givenStandin();

  const answer = await clientFor(standin).crm.contacts.batchApi.upsert({ inputs });

  expect(answer.status).toBe('COMPLETE');
  expect(answer.results[0]).toMatchObject({ objectWriteTraceId: 'trace-1' });
  expect(answer.results[0]?.createdAt).toBeInstanceOf(Date);
  expect('errors' in answer ? answer.errors?.[0]?.context : undefined).toEqual({
    objectWriteTraceId: ['trace-2'],
  });
});

test('batchApi.read and basicApi.getById read what was written', async () => {
  const standin = await givenStandin();
  const id = standin.seedContact({ email: 'ana@example.com', firstname: 'Ana' });
  const { contacts } = clientFor(standin).crm;

  const read = await contacts.batchApi.read({
    inputs: [{ id }],
    properties: ['firstname'],
    propertiesWithHistory: [],
  });
  const one = await contacts.basicApi.getById('ana@example.com', ['email'], [], [], false, 'email');

  expect(read.results[0]?.properties['firstname']).toBe('Ana');
  expect(one.id).toBe(id);
});

test('errors are ApiExceptions with code, body and headers', async () => {
  const standin = await givenStandin({ rateLimit: 1 });
  const { contacts, properties } = clientFor(standin).crm;
  await properties.coreApi.getAll('contacts');

  const refused = contacts.batchApi.upsert({ inputs });

  await expect(refused).rejects.toMatchObject({
    code: 429,
    body: { policyName: 'TEN_SECONDLY_ROLLING' },
    headers: { 'x-hubspot-ratelimit-remaining': '0' },
  });
});

test('apiRequest reaches the dated path', async () => {
  const standin = await givenStandin();

  const response = await clientFor(standin).apiRequest({
    method: 'POST',
    path: `${contactsPath}/batch/upsert`,
    body: { inputs: [associate('1')] },
  });

  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ results: [{ new: true, objectWriteTraceId: 'trace-1' }] });
});
