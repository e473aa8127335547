import { expect, test } from 'vitest';
import { associate, call, codeFor, givenStandin, upsert } from './support.ts';

const path = '/crm/properties/2026-09/contacts';
const definition = {
  name: 'apodo',
  label: 'Apodo',
  type: 'string',
  fieldType: 'text',
  groupName: 'contactinformation',
};

test.each([path, '/crm/v3/properties/contacts'])('%s lists all properties', async (base) => {
  const standin = await givenStandin();

  const { text } = await call(standin, 'GET', `${base}/numero_asociado`);

  expect(JSON.parse(text)).toMatchObject({
    name: 'numero_asociado',
    hasUniqueValue: true,
    hubspotDefined: false,
    modificationMetadata: { readOnlyValue: false },
  });
  const response = await fetch(standin.baseUrl + base, {
    headers: { authorization: `Bearer ${standin.token}` },
  });
  const listed = await response.text();
  expect(listed).toContain('"name":"email"');
  expect(listed).not.toContain('optionValues');
});

test('a created property can be written, a second one of its name is refused', async () => {
  const standin = await givenStandin();

  expect(await codeFor(standin, { apodo: 'Ani' })).toBe('PROPERTY_DOESNT_EXIST');
  expect((await call(standin, 'POST', path, definition)).status).toBe(201);
  expect(await codeFor(standin, { apodo: 'Ani' })).toBeUndefined();
  const again = await call(standin, 'POST', path, definition);
  expect(again.status).toBe(409);
  expect(again.body).toMatchObject({ subCategory: 'Properties.PROPERTY_WITH_NAME_EXISTS' });
});

test('hasUniqueValue cannot be changed, and an eleventh unique property is refused', async () => {
  const standin = await givenStandin();
  await call(standin, 'POST', path, definition);

  const patched = await call(standin, 'PATCH', `${path}/apodo`, { hasUniqueValue: true, label: 'Alias' });
  expect(JSON.parse(patched.text)).toMatchObject({ hasUniqueValue: false, label: 'Alias' });

  const unique = (index: number) =>
    call(standin, 'POST', path, { ...definition, name: `clave_${index}`, hasUniqueValue: true });
  const statuses = [];
  for (let index = 0; index < 9; index += 1) {
    statuses.push((await unique(index)).status);
  }
  expect(statuses).toEqual([...Array(8).fill(201), 400]);
});

test('batch/create answers 207 when a definition is refused', async () => {
  const standin = await givenStandin();
  const response = await fetch(`${standin.baseUrl}${path}/batch/create`, {
    method: 'POST',
    headers: { authorization: `Bearer ${standin.token}` },
    body: JSON.stringify({ inputs: [definition, { ...definition, name: 'email' }] }),
  });

  expect(response.status).toBe(207);
  expect(await response.json()).toMatchObject({ results: [{ name: 'apodo' }], numErrors: 1 });
});

test('an archived property is gone, and comes back with its old values', async () => {
  const standin = await givenStandin();
  await call(standin, 'POST', path, { ...definition, hasUniqueValue: true });
  await upsert(standin, [associate('1', { apodo: 'Ani' })]);

  expect((await call(standin, 'DELETE', `${path}/apodo`)).status).toBe(204);
  expect(await codeFor(standin, { apodo: 'Eva' })).toBe('PROPERTY_DOESNT_EXIST');
  await call(standin, 'POST', path, { ...definition, hasUniqueValue: true });
  const { body } = await upsert(standin, [{ id: 'Ani', idProperty: 'apodo', properties: {} }]);

  expect(body.results[0]?.new).toBe(false);
});

test('groups are listed and created', async () => {
  const standin = await givenStandin();
  const group = { name: 'cooperativa', label: 'Cooperativa' };

  expect((await call(standin, 'POST', `${path}/groups`, group)).status).toBe(201);
  expect((await call(standin, 'POST', `${path}/groups`, group)).status).toBe(409);
  const inGroup = { ...definition, groupName: 'cooperativa' };
  expect((await call(standin, 'POST', path, inGroup)).status).toBe(201);
  expect((await call(standin, 'POST', path, { ...inGroup, name: 'x', groupName: 'none' })).status).toBe(400);
});
