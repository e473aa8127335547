import { expect, test } from 'vitest';
import { call, contactsPath, givenStandin } from './support.ts';

test('100,000 contacts are seeded at once and listed page by page', async () => {
  const standin = await givenStandin({ rateLimit: 2000 });
  const contacts = Array.from({ length: 100_000 }, (_, index) => ({
    numero_asociado: String(index),
    email: `asociado${index}@example.com`,
    city: 'Cartago',
  }));

  const ids = standin.seedContacts(contacts);

  expect(new Set(ids).size).toBe(100_000);
  let listed = 0;
  for (let after: string | undefined = '0'; after !== undefined; ) {
    const { body } = await call(standin, 'GET', `${contactsPath}?limit=100&after=${after}`);
    listed += body.results.length;
    after = body.paging?.next.after;
  }
  expect(listed).toBe(100_000);
});

test('seeded contacts may share values that are not unique', async () => {
  const standin = await givenStandin();

  standin.seedContacts([{ phone: '2222' }, { phone: '2222' }, { phone: '2222' }]);

  expect(standin.contacts().map(({ properties }) => properties['phone'])).toEqual(['2222', '2222', '2222']);
});

test('a seeded contact may have secondary emails, and no other one may have them', async () => {
  const standin = await givenStandin();
  standin.seedContact({ email: 'ana@example.com', hs_additional_emails: 'A2@example.com;a3@example.com' });

  expect(standin.contacts()[0]?.properties['hs_additional_emails']).toBe('a2@example.com;a3@example.com');
  expect(() => standin.seedContact({ email: 'a3@example.com' })).toThrow('another contact');
});

test('seeding leaves no trace in journal, writes and limits', async () => {
  const standin = await givenStandin();

  standin.seedContacts([{ phone: '2222' }]);

  expect(standin.journal()).toHaveLength(0);
  expect(standin.writes()).toHaveLength(0);
  expect(standin.limits().usedToday).toBe(0);
});
