import { expect, test } from 'vitest';
import { associate, call, contactsPath, givenStandin, upsert } from './support.ts';

test('each committed row is one entry, with names instead of values', async () => {
  const standin = await givenStandin();

  const { body } = await upsert(standin, [associate('1', { firstname: 'Ana' })]);
  await upsert(standin, [associate('1', { city: 'Cartago' }), associate('2', { email: 'nobody' })]);

  const contactId = body.results[0]?.id;
  const entry = { contactId, operation: 'upsert', key: { property: 'numero_asociado', value: '1' } };
  expect(standin.writes()).toMatchObject([
    { ...entry, kind: 'created', properties: ['numero_asociado', 'firstname'] },
    { ...entry, kind: 'updated', properties: ['numero_asociado', 'city'] },
  ]);
  expect(JSON.stringify(standin.writes())).not.toContain('Ana');
});

test('single writes, archiving, merging and GDPR deletion are entries of their own', async () => {
  const standin = await givenStandin();
  const [first = '', second = '', third = ''] = standin.seedContacts([{ city: 'a' }, { city: 'b' }, {}]);

  await call(standin, 'PATCH', `${contactsPath}/${first}`, { properties: { city: 'c' } });
  await call(standin, 'POST', `${contactsPath}/batch/archive`, { inputs: [{ id: third }, { id: '5' }] });
  const survivor = standin.merge(first, second);
  standin.gdprDelete(survivor);

  expect(standin.writes()).toMatchObject([
    { kind: 'updated', contactId: first, operation: 'updateContact', properties: ['city'] },
    { kind: 'archived', contactId: third, operation: 'batchArchive' },
    { kind: 'merged', contactId: survivor, operation: 'portal', absorbed: [first, second] },
    { kind: 'deleted', contactId: survivor, operation: 'portal' },
  ]);
});

test('what a whole-call refusal takes back is no write', async () => {
  const standin = await givenStandin({ switches: { perRecordVerdicts: false } });
  standin.seedContact({ email: 'taken@example.com' });

  await upsert(standin, [associate('1'), associate('2', { email: 'taken@example.com' })]);

  expect(standin.writes()).toHaveLength(0);
});

test('a write whose answer is lost is an entry', async () => {
  const standin = await givenStandin();
  standin.faults.inject({ when: 'after', action: { kind: 'status', status: 502 } });

  await upsert(standin, [associate('1')]);

  expect(standin.writes()).toHaveLength(1);
});
