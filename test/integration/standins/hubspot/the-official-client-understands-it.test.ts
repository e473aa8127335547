import { Client } from '@hubspot/api-client';
import { FilterOperatorEnum } from '@hubspot/api-client/lib/codegen/crm/contacts/index.js';
import {
  PropertyCreateFieldTypeEnum,
  PropertyCreateTypeEnum,
} from '@hubspot/api-client/lib/codegen/crm/properties/index.js';
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

test('every batch endpoint round-trips', async () => {
  const standin = await givenStandin();
  const { batchApi } = clientFor(standin).crm.contacts;

  const created = await batchApi.create({ inputs: [{ properties: { firstname: 'Ana' }, associations: [] }] });
  const id = created.results[0]?.id ?? '';
  const updated = await batchApi.update({ inputs: [{ id, properties: { firstname: 'Eva' } }] });
  const read = await batchApi.read({
    inputs: [{ id }],
    properties: ['firstname'],
    propertiesWithHistory: ['firstname'],
  });
  const upserted = await batchApi.upsert({
    inputs: [{ id: '1', idProperty: 'numero_asociado', properties: {} }],
  });
  await batchApi.archive({ inputs: [{ id }] });

  expect(updated.results[0]?.properties['firstname']).toBe('Eva');
  const history = read.results[0]?.propertiesWithHistory?.['firstname'];
  expect(history?.map(({ value }) => value)).toEqual(['Eva', 'Ana']);
  expect(history?.[0]?.timestamp).toBeInstanceOf(Date);
  expect(upserted.results[0]).toMatchObject({ _new: true, properties: { numero_asociado: '1' } });
  expect(standin.contacts().find((contact) => contact.id === id)?.archived).toBe(true);
});

test('searchApi finds, sorts and pages', async () => {
  const standin = await givenStandin();
  standin.seedContacts([{ city: 'Cartago' }, { city: 'Heredia' }, { city: 'Limón' }]);
  const filter = { propertyName: 'city', operator: FilterOperatorEnum.HasProperty };

  const page = await clientFor(standin).crm.contacts.searchApi.doSearch({
    filterGroups: [{ filters: [filter] }],
    sorts: ['-city'],
    properties: ['city'],
    limit: 2,
    after: '0',
  });

  expect(page.total).toBe(3);
  expect(page.results.map(({ properties }) => properties['city'])).toEqual(['Limón', 'Heredia']);
  expect(page.paging?.next?.after).toBe('2');
});

test('basicApi creates, changes, lists, merges, archives and purges', async () => {
  const standin = await givenStandin();
  const { basicApi } = clientFor(standin).crm.contacts;
  const create = (email: string) => basicApi.create({ properties: { email }, associations: [] });

  const first = await create('ana@example.com');
  const second = await create('eva@example.com');
  await basicApi.update(first.id, { properties: { city: 'Cartago' } });
  expect((await basicApi.getPage(100)).results).toHaveLength(2);
  const merged = await basicApi.merge({ primaryObjectId: first.id, objectIdToMerge: second.id });
  expect((await basicApi.getById(second.id, ['city'])).properties['city']).toBe('Cartago');
  await basicApi.archive(merged.id);
  await basicApi.purge({ objectId: merged.id });

  expect(standin.contacts()).toHaveLength(0);
});

test('properties and groups round-trip', async () => {
  const standin = await givenStandin();
  const { coreApi, batchApi, groupsApi } = clientFor(standin).crm.properties;

  await groupsApi.create('contacts', { name: 'nueva', label: 'Nueva' });
  const created = await coreApi.create('contacts', {
    name: 'zona',
    label: 'Zona',
    type: PropertyCreateTypeEnum.Enumeration,
    fieldType: PropertyCreateFieldTypeEnum.Select,
    groupName: 'nueva',
    options: [{ label: 'Norte', value: 'norte', hidden: false }],
  });
  const read = await batchApi.read('contacts', {
    inputs: [{ name: 'zona' }],
    archived: false,
  });
  await batchApi.archive('contacts', { inputs: [{ name: 'zona' }] });

  expect(created.createdAt).toBeInstanceOf(Date);
  expect(read.results[0]?.options[0]?.value).toBe('norte');
  expect((await groupsApi.getAll('contacts')).results.map(({ name }) => name)).toContain('nueva');
  expect((await coreApi.getAll('contacts')).results.map(({ name }) => name)).not.toContain('zona');
});
