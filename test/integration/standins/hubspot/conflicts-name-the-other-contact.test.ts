import { expect, test } from 'vitest';
import { associate, call, codesIn, contactsPath, givenStandin, upsert, withoutTrace } from './support.ts';

/** How v3 says it, and how the dated versions did. */
const AS_V3 = { takenValue: 'conflict' } as const;

test.each(['taken@example.com', 'second@example.com'])('%s belongs to another contact', async (email) => {
  const standin = await givenStandin({ switches: AS_V3 });
  const owner = standin.seedContact({
    email: 'taken@example.com',
    hs_additional_emails: 'second@example.com',
  });

  const { status, body } = await upsert(standin, [associate('1', { email }), associate('2')]);

  expect(status).toBe(207);
  expect(body.errors[0]).toMatchObject({
    category: 'CONFLICT',
    context: { objectWriteTraceId: ['trace-1'], existingId: [owner] },
  });
  expect(body.results.map((result) => result.objectWriteTraceId)).toEqual(['trace-2']);
});

test('a unique value of another contact is a validation error of its own', async () => {
  const standin = await givenStandin({ switches: AS_V3 });
  standin.seedContact({ cedula: '1-1111-1111' });

  const { status, body } = await upsert(standin, [associate('1', { cedula: '1-1111-1111' })]);

  expect(status).toBe(207);
  expect(codesIn(body.errors[0]?.message ?? '')).toEqual(['CONFLICTING_UNIQUE_VALUE']);
});

test('two rows of one batch that claim one email: the second one loses', async () => {
  const standin = await givenStandin({ switches: AS_V3 });

  const { body } = await upsert(standin, [
    associate('1', { email: 'both@example.com' }),
    associate('2', { email: 'both@example.com' }),
  ]);

  expect(body.results).toHaveLength(1);
  expect(body.errors[0]?.context).toEqual({
    objectWriteTraceId: ['trace-2'],
    existingId: [body.results[0]?.id],
  });
});

test('creating or patching one contact to a taken email answers 409', async () => {
  const standin = await givenStandin({ switches: AS_V3 });
  standin.seedContact({ email: 'taken@example.com' });
  const other = standin.seedContact({ firstname: 'Eva' });
  const properties = { email: 'taken@example.com' };

  expect((await call(standin, 'POST', contactsPath, { properties })).status).toBe(409);
  expect((await call(standin, 'PATCH', `${contactsPath}/${other}`, { properties })).status).toBe(409);
});

test('a cleared or archived value is free again', async () => {
  const standin = await givenStandin({ switches: AS_V3 });
  await upsert(standin, [associate('1', { email: 'a@example.com' }), associate('2', { cedula: '2' })]);
  const second = standin.contacts().find(({ properties }) => properties['cedula'] === '2');

  await upsert(standin, [associate('1', { email: '' })]);
  await call(standin, 'DELETE', `${contactsPath}/${second?.id}`);
  const { status, body } = await upsert(standin, [associate('3', { email: 'a@example.com', cedula: '2' })]);

  expect(status).toBe(200);
  expect(body.results[0]?.new).toBe(true);
});

test('a whole-call 409 can leave out who owns the email', async () => {
  const standin = await givenStandin({ switches: { ...AS_V3, conflictVariant: 'withoutId' } });
  standin.seedContact({ email: 'taken@example.com' });
  const row = associate('1', { email: 'taken@example.com' });

  const { status, body } = await upsert(standin, [withoutTrace(row)]);
  const traced = await upsert(standin, [row]);

  expect(status).toBe(409);
  expect(body).toMatchObject({ category: 'CONFLICT', message: 'Contact already exists' });
  expect(traced.body.errors[0]?.message).toBe('Contact already exists');
});

test('a 409 can have the body of the first contacts API', async () => {
  const standin = await givenStandin({ switches: { ...AS_V3, conflictVariant: 'legacy' } });
  const owner = standin.seedContact({ email: 'taken@example.com' });

  const { status, body } = await call(standin, 'POST', contactsPath, {
    properties: { email: 'taken@example.com' },
  });

  expect(status).toBe(409);
  expect(body).toMatchObject({
    category: 'OBJECT_ALREADY_EXISTS',
    error: 'CONTACT_EXISTS',
    identityProfile: { vid: Number(owner), identity: [{ value: 'taken@example.com', type: 'EMAIL' }] },
  });
});

test('the conflict of a row can leave out existingId', async () => {
  const standin = await givenStandin({ switches: { ...AS_V3, conflictExistingId: false } });
  standin.seedContact({ email: 'taken@example.com' });

  const { body } = await upsert(standin, [associate('1', { email: 'taken@example.com' })]);

  expect(body.errors[0]).toMatchObject({ category: 'CONFLICT' });
  expect(body.errors[0]?.context).toEqual({ objectWriteTraceId: ['trace-1'] });
});

test('an upsert by email that brings a unique value of another contact is invalid', async () => {
  const standin = await givenStandin({ switches: AS_V3 });
  standin.seedContacts([{ email: 'ana@example.com' }, { numero_asociado: '1' }]);

  const { body } = await upsert(standin, [
    {
      id: 'ana@example.com',
      idProperty: 'email',
      objectWriteTraceId: 't',
      properties: { numero_asociado: '1' },
    },
  ]);

  expect(codesIn(body.errors[0]?.message ?? '')).toEqual(['CONFLICTING_UNIQUE_VALUE']);
});
