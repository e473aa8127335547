import { expect, test } from 'vitest';
import { associate, call, codeFor, codesIn, givenStandin, upsert } from './support.ts';

const path = '/crm/properties/2026-09/contacts';
const apodo = {
  name: 'apodo',
  label: 'Apodo',
  type: 'string',
  fieldType: 'text',
  groupName: 'contactinformation',
  hasUniqueValue: true,
} as const;

test('a property that was just created is known to readers but not to writes', async () => {
  const standin = await givenStandin({ switches: { propertyReadyDelayMs: 3_600_000 } });

  expect((await call(standin, 'POST', path, apodo)).status).toBe(201);

  expect((await call(standin, 'GET', `${path}/apodo`)).status).toBe(200);
  expect(await codeFor(standin, { apodo: 'Ani' })).toBe('PROPERTY_DOESNT_EXIST');
  const keyed = await upsert(standin, [{ id: 'Ani', idProperty: 'apodo', properties: {} }]);
  expect(keyed.status).toBe(400);
  expect(keyed.body.message).toContain('non-unique');
});

test('a created property can be written when its delay has passed', async () => {
  const standin = await givenStandin({ switches: { propertyReadyDelayMs: 300 } });
  await call(standin, 'POST', path, apodo);

  await expect.poll(() => codeFor(standin, { apodo: 'Ani' }), { interval: 50 }).toBeUndefined();
});

test('a property that a test defines is there at once', async () => {
  const standin = await givenStandin({ switches: { propertyReadyDelayMs: 3_600_000 } });

  standin.createProperty(apodo);

  expect(await codeFor(standin, { apodo: 'Ani' })).toBeUndefined();
});

test('options can be taken away and a property be made read-only', async () => {
  const standin = await givenStandin();
  expect(await codeFor(standin, { estado_civil: 'casado', city: 'Cartago' })).toBeUndefined();

  standin.changeProperty('estado_civil', { options: [{ label: 'Soltero', value: 'soltero' }] });
  standin.changeProperty('city', { readOnlyValue: true });

  const { body } = await upsert(standin, [associate('1', { estado_civil: 'casado', city: 'Heredia' })]);
  expect(codesIn(body.errors[0]?.message ?? '')).toEqual(['INVALID_OPTION', 'READ_ONLY_VALUE']);
  expect(standin.contacts()[0]?.properties).toMatchObject({ estado_civil: 'casado', city: 'Cartago' });
});

test('an archived property is unknown to writes', async () => {
  const standin = await givenStandin();

  standin.archiveProperty('salario');

  expect(await codeFor(standin, { salario: '1000' })).toBe('PROPERTY_DOESNT_EXIST');
  expect(() => standin.archiveProperty('salario')).toThrow('no property salario');
});

test('an archived unique property that comes back without unique values is no key', async () => {
  const standin = await givenStandin();
  standin.seedContact({ numero_asociado: '1' });
  standin.archiveProperty('numero_asociado');

  standin.createProperty({ name: 'numero_asociado', type: 'string', fieldType: 'text' });

  expect((await upsert(standin, [associate('1')])).status).toBe(400);
  standin.seedContact({ numero_asociado: '1' });
  expect(standin.contacts()).toHaveLength(2);
});

test('properties are read and archived in batches', async () => {
  const standin = await givenStandin();
  const inputs = ['cedula', 'email', 'nosuch'].map((name) => ({ name }));

  const read = await fetch(`${standin.baseUrl}${path}/batch/read`, {
    method: 'POST',
    headers: { authorization: `Bearer ${standin.token}` },
    body: JSON.stringify({ inputs, archived: false }),
  });
  expect(read.status).toBe(207);
  expect(await read.json()).toMatchObject({
    results: [{ name: 'email' }, { name: 'cedula', hasUniqueValue: true }],
    numErrors: 1,
    errors: [{ category: 'OBJECT_NOT_FOUND', context: { name: ['nosuch'] } }],
  });

  expect((await call(standin, 'POST', `${path}/batch/archive`, { inputs })).status).toBe(204);
  expect((await call(standin, 'GET', `${path}/cedula`)).status).toBe(404);
  expect((await call(standin, 'GET', `${path}/email`)).status).toBe(200);
});
