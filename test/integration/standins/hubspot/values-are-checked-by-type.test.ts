import { expect, test } from 'vitest';
import { associate, call, codeFor, givenStandin, upsert } from './support.ts';

test.each([
  [{ apodo: 'Ani' }, 'PROPERTY_DOESNT_EXIST'],
  [{ hs_object_id: '1' }, 'READ_ONLY_VALUE'],
  [{ createdate: '2026-01-01' }, 'READ_ONLY_VALUE'],
  [{ email: 'ana@example.con' }, 'INVALID_EMAIL'],
  [{ email: 'ana@example.local' }, 'INVALID_EMAIL'],
  [{ email: 'ana@example' }, 'INVALID_EMAIL'],
  [{ email: 'ana maria@example.com' }, 'INVALID_EMAIL'],
  [{ email: '"ana"@example.com' }, 'INVALID_EMAIL'],
  [{ estado_civil: 'Soltero' }, 'INVALID_OPTION'],
  [{ intereses: 'ahorro;viajes' }, 'INVALID_OPTION'],
  [{ activo: 'sí' }, 'INVALID_OPTION'],
  [{ salario: '1,000.00' }, 'INVALID_LONG'],
  [{ salario: '1e3' }, 'INVALID_LONG'],
  [{ ingreso: 'ayer' }, 'INVALID_LONG'],
  [{ nacimiento: '2026-02-30' }, 'INVALID_DATE'],
  [{ nacimiento: '15/03/1990' }, 'INVALID_DATE'],
  [{ firstname: 'a'.repeat(65_537) }, 'VALUE_TOO_LONG'],
])('%o is refused with %s', async (properties, code) => {
  const standin = await givenStandin();

  expect(await codeFor(standin, properties)).toBe(code);
});

test.each([
  { email: 'ana+1@example.com' },
  { email: 'ana@correo.삼성' },
  { estado_civil: 'soltero' },
  { intereses: 'ahorro;credito' },
  { salario: '-12.5' },
  { nacimiento: '1990-03-15' },
  { nacimiento: '637459200000' },
  { ingreso: '2026-01-31T08:00:00-06:00' },
  { firstname: 'a'.repeat(65_536) },
])('%o is accepted', async (properties) => {
  const standin = await givenStandin();

  expect(await codeFor(standin, properties)).toBeUndefined();
});

test('an empty string clears, a leading semicolon adds options', async () => {
  const standin = await givenStandin();
  await upsert(standin, [associate('1', { firstname: 'Ana', intereses: 'ahorro' })]);

  await upsert(standin, [associate('1', { firstname: '', intereses: ';credito;ahorro' })]);

  expect(standin.contacts()[0]?.properties).toMatchObject({ intereses: 'ahorro;credito' });
  expect(standin.contacts()[0]?.properties).not.toHaveProperty('firstname');
});

test('a lifecycle stage that would go back is ignored without a word', async () => {
  const standin = await givenStandin();
  await upsert(standin, [associate('1', { lifecyclestage: 'customer' })]);

  const { status, body } = await upsert(standin, [associate('1', { lifecyclestage: 'lead' })]);

  expect(status).toBe(200);
  expect(body.results[0]?.properties['lifecyclestage']).toBe('customer');
});

test('2026-09 repairs a date that is not at midnight and warns; older versions refuse it', async () => {
  const standin = await givenStandin();
  const inputs = [associate('1', { nacimiento: '1990-03-15T10:30:00Z' })];

  const dated = await upsert(standin, inputs);
  const v3 = await call(standin, 'POST', '/crm/v3/objects/contacts/batch/upsert', { inputs });

  expect(dated.body.results[0]?.properties['nacimiento']).toBe('1990-03-15');
  expect(dated.body.results[0]?.warnings?.[0]?.category).toBe('PROPERTY_VALUE_NORMALIZED');
  expect(v3.body.errors).toHaveLength(1);
});
