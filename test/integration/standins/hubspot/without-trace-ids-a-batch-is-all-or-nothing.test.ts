import { expect, test } from 'vitest';
import { associate, call, codesIn, contactsPath, givenStandin, upsert, withoutTrace } from './support.ts';

test('one invalid row sinks the call, and the answer does not say which row it was', async () => {
  const standin = await givenStandin();

  const { status, body } = await upsert(
    standin,
    [
      associate('1', { email: 'ana@example.com' }),
      associate('2', { email: 'nobody' }),
      associate('3', { email: 'noone', salario: 'much' }),
    ].map(withoutTrace),
  );

  expect(status).toBe(400);
  expect(body.category).toBe('VALIDATION_ERROR');
  expect(codesIn(body.message)).toEqual(['INVALID_EMAIL', 'INVALID_EMAIL', 'INVALID_LONG']);
  expect(body.errors.map(({ code }) => code)).toEqual(['INVALID_EMAIL', 'INVALID_LONG']);
  expect(standin.contacts()).toHaveLength(0);
});

test('one conflict answers 409 and takes back what was written before it', async () => {
  const standin = await givenStandin({ switches: { takenValue: 'conflict' } });
  const owner = standin.seedContact({ email: 'taken@example.com' });
  const known = standin.seedContact({ numero_asociado: '1', firstname: 'Ana' });

  const { status, body } = await upsert(
    standin,
    [
      associate('1', { firstname: 'Eva' }),
      associate('2', { email: 'new@example.com' }),
      associate('3', { email: 'taken@example.com' }),
    ].map(withoutTrace),
  );

  expect(status).toBe(409);
  expect(body).toMatchObject({
    category: 'CONFLICT',
    message: `Contact already exists. Existing ID: ${owner}`,
  });
  expect(
    standin
      .contacts()
      .map(({ id }) => id)
      .sort(),
  ).toEqual([owner, known].sort());
  expect(standin.contacts().find(({ id }) => id === known)?.properties['firstname']).toBe('Ana');
  const freed = await upsert(standin, [associate('4', { email: 'new@example.com' })]);
  expect(freed.body.results[0]?.new).toBe(true);
});

test('a switch has the other rows written in spite of the 409', async () => {
  const standin = await givenStandin({
    switches: { takenValue: 'conflict', conflictWithoutTraceIds: 'othersWritten' },
  });
  standin.seedContact({ email: 'taken@example.com' });

  const { status } = await upsert(
    standin,
    [associate('1', { email: 'taken@example.com' }), associate('2')].map(withoutTrace),
  );

  expect(status).toBe(409);
  expect(standin.contacts()).toHaveLength(2);
});

test('creating two contacts with one email in one batch is a conflict', async () => {
  const standin = await givenStandin({ switches: { takenValue: 'conflict' } });
  const input = { properties: { email: 'ana@example.com' }, associations: [] };

  const { status } = await call(standin, 'POST', `${contactsPath}/batch/create`, { inputs: [input, input] });

  expect(status).toBe(409);
  expect(standin.contacts()).toHaveLength(0);
});
