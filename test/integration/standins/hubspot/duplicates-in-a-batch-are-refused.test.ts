import { expect, test } from 'vitest';
import { associate, call, contactsPath, givenStandin, upsert } from './support.ts';

test('two inputs with one id sink the call in spite of their trace ids', async () => {
  const standin = await givenStandin();
  const again = { ...associate('1'), objectWriteTraceId: 'trace-1b' };

  const { status, body } = await upsert(standin, [associate('1'), associate('2'), again]);

  expect(status).toBe(400);
  expect(body).toMatchObject({
    status: 'error',
    message: 'Duplicate IDs found in batch input: [1]. IDs must be unique',
    category: 'VALIDATION_ERROR',
    context: { ids: ['1'] },
  });
  expect(standin.contacts()).toHaveLength(0);
});

test('emails that differ in case are one id, and so are two emails of one contact', async () => {
  const standin = await givenStandin();
  standin.seedContact({ email: 'ana@example.com', hs_additional_emails: 'ana.work@example.com' });
  const byEmail = (id: string) => ({ id, idProperty: 'email', objectWriteTraceId: id, properties: {} });

  const cased = await upsert(standin, [byEmail('eva@example.com'), byEmail('Eva@example.com')]);
  const secondary = await upsert(standin, [byEmail('ana@example.com'), byEmail('ana.work@example.com')]);

  expect([cased.status, secondary.status]).toEqual([400, 400]);
});

test('an update with a repeated id is refused too', async () => {
  const standin = await givenStandin();
  const id = standin.seedContact({ firstname: 'Ana' });
  const inputs = [
    { id, properties: { firstname: 'Eva' } },
    { id, properties: { firstname: 'Luz' } },
  ];

  const { status, body } = await call(standin, 'POST', `${contactsPath}/batch/update`, { inputs });

  expect(status).toBe(400);
  expect(body.context).toEqual({ ids: [id] });
});
