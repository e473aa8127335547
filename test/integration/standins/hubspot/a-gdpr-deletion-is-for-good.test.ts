import { expect, test } from 'vitest';
import { associate, call, codeFor, codesIn, contactsPath, givenStandin, upsert } from './support.ts';

test('the contact is gone, from the recycle bin too', async () => {
  const standin = await givenStandin();
  const [live = '', archived = ''] = standin.seedContacts([{ firstname: 'Ana' }, { firstname: 'Eva' }]);
  standin.archive(archived);

  for (const objectId of [live, archived]) {
    expect((await call(standin, 'POST', `${contactsPath}/gdpr-delete`, { objectId })).status).toBe(204);
  }

  expect(standin.contacts()).toHaveLength(0);
  expect((await call(standin, 'GET', `${contactsPath}/${live}`)).status).toBe(404);
  expect((await call(standin, 'POST', `${contactsPath}/search`, {})).body.total).toBe(0);
});

test('no contact can have its emails again', async () => {
  const standin = await givenStandin();
  standin.seedContact({ email: 'ana@example.com', hs_additional_emails: 'ana2@example.com' });

  await call(standin, 'POST', `${contactsPath}/gdpr-delete`, {
    objectId: 'ana@example.com',
    idProperty: 'email',
  });

  const upserted = await upsert(standin, [
    associate('1', { email: 'ANA@example.com' }),
    { id: 'ana2@example.com', idProperty: 'email', objectWriteTraceId: 't', properties: {} },
  ]);
  expect(upserted.body.results).toHaveLength(0);
  expect(upserted.body.errors.map(({ message }) => codesIn(message))).toEqual([
    ['INVALID_EMAIL'],
    ['INVALID_EMAIL'],
  ]);
  const created = await call(standin, 'POST', contactsPath, { properties: { email: 'ana@example.com' } });
  expect(created.status).toBe(400);
  expect(created.body.message).toContain('GDPR');
  expect(() => standin.seedContact({ email: 'ana@example.com' })).toThrow('INVALID_EMAIL');
  expect(() => standin.seedContact({ hs_additional_emails: 'ana2@example.com' })).toThrow('blocked');
});

test('an email that no contact has is blocked as well', async () => {
  const standin = await givenStandin();

  const { status } = await call(standin, 'POST', `${contactsPath}/gdpr-delete`, {
    objectId: 'nobody@example.com',
    idProperty: 'email',
  });

  expect(status).toBe(204);
  expect(await codeFor(standin, { email: 'nobody@example.com' })).toBe('INVALID_EMAIL');
});
