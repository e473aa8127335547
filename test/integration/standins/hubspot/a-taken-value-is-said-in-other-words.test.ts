import { expect, test } from 'vitest';
import { associate, call, contactsPath, givenStandin, upsert, withoutTrace } from './support.ts';

test.each([
  ['email', 'taken@example.com'],
  ['cedula', '1-1111-1111'],
])(
  'a taken %s is a 400 whose text names property, value and owner, the owner last',
  async (property, value) => {
    const standin = await givenStandin();
    const owner = standin.seedContact({ [property]: value });

    const { status, body } = await upsert(standin, [associate('1', { [property]: value }), associate('2')]);

    expect(status).toBe(207);
    expect(body.results.map((result) => result.objectWriteTraceId)).toEqual(['trace-2']);
    const [error] = body.errors;
    expect(error).toMatchObject({
      category: 'VALIDATION_ERROR',
      context: { objectWriteTraceId: ['trace-1'] },
    });
    expect(error?.errors).toBeUndefined();
    expect(error?.message).toMatch(
      new RegExp(
        `^Cannot set PropertyValueCoordinates\\{.*propertyName=${property}, value=${value}\\} on \\d+\\. ${owner} already has that value\\.$`,
      ),
    );

    const single = await call(standin, 'POST', contactsPath, { properties: { [property]: value } });
    expect(single.status).toBe(400);
    expect(single.body).toMatchObject({ category: 'VALIDATION_ERROR', errors: [] });
  },
);

test('a patch names the contact that was to be changed first', async () => {
  const standin = await givenStandin();
  const owner = standin.seedContact({ email: 'taken@example.com' });
  const other = standin.seedContact({ firstname: 'Eva' });

  const { body } = await call(standin, 'PATCH', `${contactsPath}/${other}`, {
    properties: { email: 'taken@example.com' },
  });

  expect(body.message).toContain(`on ${other}. ${owner} already`);
});

test('v3 says it as it did', async () => {
  const standin = await givenStandin();
  standin.seedContact({ email: 'taken@example.com' });
  const { status } = await call(standin, 'POST', '/crm/v3/objects/contacts', {
    properties: { email: 'taken@example.com' },
  });
  expect(status).toBe(409);
});

test('switches have it said with tokens, or in any words', async () => {
  const standin = await givenStandin({ switches: { takenValue: 'tokens' } });
  const owner = standin.seedContact({ email: 'taken@example.com' });
  const row = associate('1', { email: 'taken@example.com' });
  expect(JSON.parse((await upsert(standin, [row])).text)).toMatchObject({
    errors: [
      {
        errorType: 'UNIQUE_VALUE_CONFLICT',
        errorTokens: { propertyName: ['email'], existingObjectId: [owner] },
      },
    ],
  });

  standin.set({ takenValue: 'words', takenWords: '{value} ({property}) is with {owner}' });
  const { body } = await upsert(standin, [row]);
  expect(body.errors[0]?.message).toBe(`taken@example.com (email) is with ${owner}`);
});

test('a switch has one taken value refuse the whole call in spite of the trace ids', async () => {
  const standin = await givenStandin({ switches: { takenValueSinks: true } });
  standin.seedContact({ email: 'taken@example.com' });

  const { status } = await upsert(standin, [associate('1'), associate('2', { email: 'taken@example.com' })]);

  expect(status).toBe(400);
  expect(standin.contacts()).toHaveLength(1);
  const { status: others } = await upsert(standin, [associate('1'), associate('3', { email: 'nobody' })]);
  expect(others).toBe(207);
});

test('a switch has the errors of rows name no trace id', async () => {
  const standin = await givenStandin({ switches: { errorTraceIds: false } });
  standin.seedContact({ email: 'taken@example.com' });
  const { body } = await upsert(standin, [
    associate('1', { email: 'taken@example.com' }),
    associate('2', { email: 'nobody' }),
  ]);
  expect(body.errors.map(({ context }) => context)).toEqual([{}, {}]);
});

test('the loser of a race for a key is told that its own key is taken', async () => {
  const standin = await givenStandin({ switches: { keyRaceMs: 60_000 } });
  await upsert(standin, [associate('1', { email: 'ana@example.com' })]);
  const [winner] = standin.contacts();

  const { body } = await upsert(standin, [associate('1', { email: 'ana@example.com' })]);
  expect(body.errors[0]?.message).toMatch(
    new RegExp(`propertyName=numero_asociado, value=1\\} on \\d+\\. ${winner?.id} already`),
  );

  standin.set({ keyRaceMs: 0 });
  const later = await upsert(standin, [withoutTrace(associate('1'))]);
  expect(later.body.results[0]).toMatchObject({ id: winner?.id, new: false });
});
