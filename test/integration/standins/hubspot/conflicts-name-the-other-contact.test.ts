import { expect, test } from 'vitest';
import { associate, call, codesIn, contactsPath, givenStandin, upsert } from './support.ts';

test.each(['taken@example.com', 'second@example.com'])('%s belongs to another contact', async (email) => {
  const standin = await givenStandin();
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
  const standin = await givenStandin();
  standin.seedContact({ cedula: '1-1111-1111' });

  const { status, body } = await upsert(standin, [associate('1', { cedula: '1-1111-1111' })]);

  expect(status).toBe(207);
  expect(codesIn(body.errors[0]?.message ?? '')).toEqual(['CONFLICTING_UNIQUE_VALUE']);
});

test('two rows of one batch that claim one email: the second one loses', async () => {
  const standin = await givenStandin();

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
  const standin = await givenStandin();
  standin.seedContact({ email: 'taken@example.com' });
  const other = standin.seedContact({ firstname: 'Eva' });
  const properties = { email: 'taken@example.com' };

  expect((await call(standin, 'POST', contactsPath, { properties })).status).toBe(409);
  expect((await call(standin, 'PATCH', `${contactsPath}/${other}`, { properties })).status).toBe(409);
});

test('a cleared or archived value is free again', async () => {
  const standin = await givenStandin();
  await upsert(standin, [associate('1', { email: 'a@example.com' }), associate('2', { cedula: '2' })]);
  const second = standin.contacts().find(({ properties }) => properties['cedula'] === '2');

  await upsert(standin, [associate('1', { email: '' })]);
  await call(standin, 'DELETE', `${contactsPath}/${second?.id}`);
  const { status, body } = await upsert(standin, [associate('3', { email: 'a@example.com', cedula: '2' })]);

  expect(status).toBe(200);
  expect(body.results[0]?.new).toBe(true);
});
