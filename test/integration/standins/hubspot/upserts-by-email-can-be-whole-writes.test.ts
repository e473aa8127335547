import { expect, test } from 'vitest';
import { givenStandin, type Input, upsert } from './support.ts';

const known = { email: 'ana@example.com', firstname: 'Ana', city: 'Cartago' };

function byEmail(properties: Input['properties']): Input {
  return { id: 'ana@example.com', idProperty: 'email', objectWriteTraceId: 't', properties };
}

test('by default values that are not sent stay', async () => {
  const standin = await givenStandin();
  standin.seedContact(known);

  await upsert(standin, [byEmail({ city: 'Heredia' })]);

  expect(standin.contacts()[0]?.properties).toMatchObject({ firstname: 'Ana', city: 'Heredia' });
});

test('under blank they are cleared, except email and lifecycle stage', async () => {
  const standin = await givenStandin({ switches: { partialUpsertByEmail: 'blank' } });
  standin.seedContact(known);

  await upsert(standin, [byEmail({ city: 'Heredia' })]);

  expect(standin.contacts()[0]?.properties).toEqual({
    email: 'ana@example.com',
    city: 'Heredia',
    lifecyclestage: 'lead',
  });
});

test('under reject such a row fails, a whole one does not', async () => {
  const standin = await givenStandin({ switches: { partialUpsertByEmail: 'reject' } });
  standin.seedContact(known);

  const partial = await upsert(standin, [byEmail({ city: 'Heredia' })]);
  const untraced = await upsert(standin, [
    { id: 'ana@example.com', idProperty: 'email', properties: { city: 'Heredia' } },
  ]);
  const whole = await upsert(standin, [byEmail({ ...known, city: 'Limón' })]);

  expect(partial.body.errors[0]).toMatchObject({
    category: 'VALIDATION_ERROR',
    message: 'Partial upserts are not supported when using email as idProperty',
  });
  expect(untraced.status).toBe(400);
  expect(whole.body.results).toHaveLength(1);
  expect(standin.contacts()[0]?.properties['city']).toBe('Limón');
});

test.each(['blank', 'reject'] as const)('%s does not concern other keys', async (partialUpsertByEmail) => {
  const standin = await givenStandin({ switches: { partialUpsertByEmail } });
  standin.seedContact({ ...known, numero_asociado: '1' });

  const { status } = await upsert(standin, [
    { id: '1', idProperty: 'numero_asociado', properties: { city: 'Heredia' } },
  ]);

  expect(status).toBe(200);
  expect(standin.contacts()[0]?.properties['firstname']).toBe('Ana');
});
