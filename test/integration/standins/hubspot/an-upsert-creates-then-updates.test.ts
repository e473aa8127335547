import { expect, test } from 'vitest';
import { associate, call, givenStandin, upsert } from './support.ts';

test('the first upsert of a key creates, the second one updates the same contact', async () => {
  const standin = await givenStandin();

  const first = await upsert(standin, [
    associate('1001', { firstname: 'Ana', email: ' Ana.Mora@Example.com ' }),
  ]);
  const second = await upsert(standin, [associate('1001', { lastname: 'Mora' })]);

  expect(first.status).toBe(200);
  expect(first.body.results[0]).toMatchObject({ new: true, objectWriteTraceId: 'trace-1001' });
  expect(second.body.results[0]).toMatchObject({ new: false, id: first.body.results[0]?.id });
  expect(standin.contacts()).toHaveLength(1);
  expect(standin.contacts()[0]?.properties).toEqual({
    numero_asociado: '1001',
    firstname: 'Ana',
    lastname: 'Mora',
    email: 'ana.mora@example.com',
    lifecyclestage: 'lead',
  });
});

test('an answer to a write holds what was sent and system properties, all as strings', async () => {
  const standin = await givenStandin();
  await upsert(standin, [associate('1001', { firstname: 'Ana', salario: 1250.5 })]);

  const { body } = await upsert(standin, [associate('1001', { activo: true })]);

  expect(body.results[0]?.properties).toEqual({
    numero_asociado: '1001',
    activo: 'true',
    createdate: expect.any(String),
    lastmodifieddate: expect.any(String),
    hs_object_id: body.results[0]?.id,
  });
  expect(standin.contacts()[0]?.properties['salario']).toBe('1250.5');
});

test('the key is filled from id when the properties do not repeat it', async () => {
  const standin = await givenStandin();

  await upsert(standin, [{ id: 'Ana@example.com', idProperty: 'email', properties: { phone: '2222-2222' } }]);

  expect(standin.contacts()[0]?.properties).toMatchObject({ email: 'ana@example.com', phone: '2222-2222' });
});

test('results come in another order than the inputs', async () => {
  const standin = await givenStandin();
  const numbers = Array.from({ length: 30 }, (_, index) => String(index));

  const { body } = await upsert(
    standin,
    numbers.map((numero) => associate(numero)),
  );

  const answered = body.results.map(({ properties }) => properties['numero_asociado']);
  expect(answered).not.toEqual(numbers);
  expect(answered.sort()).toEqual(numbers.sort());
});

test.each(['/crm/v3/objects/contacts', '/crm/objects/2026-03/0-1', '/crm/objects/2026-09/contacts'])(
  '%s serves the same contacts',
  async (path) => {
    const standin = await givenStandin();

    const { status } = await call(standin, 'POST', `${path}/batch/upsert`, { inputs: [associate('1')] });

    expect(status).toBe(200);
    expect(standin.contacts()).toHaveLength(1);
  },
);

test('upserting by a secondary email reaches its contact and answers the primary one', async () => {
  const standin = await givenStandin();
  const id = standin.seedContact({ email: 'ana@example.com', hs_additional_emails: 'ana.work@example.com' });

  const { body } = await upsert(standin, [
    { id: 'ana.work@example.com', idProperty: 'email', properties: { email: 'ana.work@example.com' } },
  ]);

  expect(body.results[0]).toMatchObject({ id, new: false, properties: { email: 'ana@example.com' } });
});
