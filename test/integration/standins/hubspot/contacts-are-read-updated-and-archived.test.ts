import { expect, test } from 'vitest';
import { associate, call, contactsPath, givenStandin, upsert } from './support.ts';

test('batch/read answers the found ones and one error for all that are missing', async () => {
  const standin = await givenStandin();
  const id = standin.seedContact({ firstname: 'Ana' });

  const { status, body } = await call(standin, 'POST', `${contactsPath}/batch/read`, {
    inputs: [{ id }, { id: '5' }, { id: '6' }],
    properties: ['firstname', 'lastname', 'not_defined'],
  });

  expect(status).toBe(207);
  expect(body.results[0]?.properties).toMatchObject({ firstname: 'Ana', lastname: null, hs_object_id: id });
  expect(body.results[0]?.properties).not.toHaveProperty('not_defined');
  expect(body.numErrors).toBe(1);
  expect(body.errors[0]).toMatchObject({ category: 'OBJECT_NOT_FOUND', context: { ids: ['5', '6'] } });
});

test('batch/read by email finds secondary emails', async () => {
  const standin = await givenStandin();
  standin.seedContact({ email: 'ana@example.com', hs_additional_emails: 'ana.work@example.com' });

  const { body } = await call(standin, 'POST', `${contactsPath}/batch/read`, {
    idProperty: 'email',
    inputs: [{ id: 'Ana.Work@example.com' }],
    properties: ['email'],
  });

  expect(body.results[0]?.properties['email']).toBe('ana@example.com');
});

test('batch/update writes the found ones and names the missing with their trace ids', async () => {
  const standin = await givenStandin();
  const id = standin.seedContact({ firstname: 'Ana' });
  const input = (target: string) => ({
    id: target,
    objectWriteTraceId: `t${target}`,
    properties: { firstname: 'Eva' },
  });

  const { status, body } = await call(standin, 'POST', `${contactsPath}/batch/update`, {
    inputs: [input(id), input('5'), input('6')],
  });

  expect(status).toBe(207);
  expect(body.results).toHaveLength(1);
  expect(body.results[0]).not.toHaveProperty('new');
  expect(body.errors[0]?.context).toEqual({ ids: ['5', '6'], objectWriteTraceId: ['t5', 't6'] });
  expect(standin.contacts()[0]?.properties['firstname']).toBe('Eva');
});

test('batch/update by a custom unique property works, by email it does not, by an email as id it does nothing', async () => {
  const standin = await givenStandin();
  standin.seedContact({ numero_asociado: '1', email: 'ana@example.com', firstname: 'Ana' });
  const update = (input: object) =>
    call(standin, 'POST', `${contactsPath}/batch/update`, { inputs: [input] });
  const properties = { firstname: 'Eva' };

  const silent = await update({ id: 'ana@example.com', properties });
  expect(silent).toMatchObject({ status: 200, body: { results: [], errors: [] } });
  expect((await update({ id: 'ana@example.com', idProperty: 'email', properties })).status).toBe(400);
  expect(standin.contacts()[0]?.properties['firstname']).toBe('Ana');
  expect((await update({ id: '1', idProperty: 'numero_asociado', properties })).status).toBe(200);
  expect(standin.contacts()[0]?.properties['firstname']).toBe('Eva');
});

test('one contact: create, get by email, patch, delete', async () => {
  const standin = await givenStandin();
  const created = await call(standin, 'POST', contactsPath, { properties: { email: 'a+b@example.com' } });
  const byEmail = `${contactsPath}/${encodeURIComponent('a+b@example.com')}?idProperty=email`;

  expect(created.status).toBe(201);
  expect(created.headers.get('location')).toContain('/contacts/');
  expect((await call(standin, 'GET', `${byEmail}&properties=email,phone`)).body['properties']).toMatchObject({
    email: 'a+b@example.com',
    phone: null,
  });
  expect((await call(standin, 'PATCH', byEmail, { properties: { phone: '2222' } })).status).toBe(200);
  const { id } = standin.contacts()[0] ?? { id: '' };
  expect((await call(standin, 'DELETE', `${contactsPath}/${id}`)).status).toBe(204);
  expect((await call(standin, 'GET', `${contactsPath}/${id}`)).status).toBe(404);
  expect((await call(standin, 'GET', `${contactsPath}/${id}?archived=true`)).status).toBe(200);
  expect(standin.contacts()[0]?.archived).toBe(true);
});

test('a missing contact answers differently for numbers and for other ids', async () => {
  const standin = await givenStandin();

  const numeric = await call(standin, 'GET', `${contactsPath}/42`);
  const other = await call(standin, 'GET', `${contactsPath}/abc`);

  expect(numeric.body).toMatchObject({ message: 'resource not found' });
  expect(numeric.body.category).toBeUndefined();
  expect(other.body).toMatchObject({ category: 'OBJECT_NOT_FOUND', context: { id: ['abc'] } });
});

test('batch/archive succeeds whatever the ids are', async () => {
  const standin = await givenStandin();
  const id = standin.seedContact({ firstname: 'Ana' });

  const { status } = await call(standin, 'POST', `${contactsPath}/batch/archive`, {
    inputs: [{ id }, { id: '5' }],
  });

  expect(status).toBe(204);
  expect(standin.contacts().map(({ archived }) => archived)).toEqual([true]);
});

test('the list pages through all contacts once', async () => {
  const standin = await givenStandin();
  await upsert(
    standin,
    Array.from({ length: 25 }, (_, index) => associate(String(index))),
  );

  const seen: string[] = [];
  let after: string | undefined = '0';
  while (after !== undefined) {
    const { body } = await call(standin, 'GET', `${contactsPath}?limit=10&after=${after}`);
    seen.push(...body.results.map(({ id }) => id));
    after = body.paging?.next.after;
  }

  expect(seen).toEqual(standin.contacts().map(({ id }) => id));
});
