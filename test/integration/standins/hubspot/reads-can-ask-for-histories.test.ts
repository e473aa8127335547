import { expect, test } from 'vitest';
import { associate, call, contactsPath, givenStandin, upsert } from './support.ts';

async function givenHistory(values: readonly string[]) {
  const standin = await givenStandin();
  for (const city of values) {
    await upsert(standin, [associate('1', { city })]);
  }
  const { id } = standin.contacts()[0] ?? { id: '' };
  const read = (inputs: readonly object[]) =>
    call(standin, 'POST', `${contactsPath}/batch/read`, {
      inputs,
      properties: ['numero_asociado'],
      propertiesWithHistory: ['city', 'lastname', 'nosuch'],
    });
  return { standin, id, read };
}

test('batch/read shows the values a property had, newest first', async () => {
  const { id, read } = await givenHistory(['Cartago', 'Heredia', '', 'Limón']);

  const { body } = await read([{ id }]);

  const { city = [], ...others } = body.results[0]?.propertiesWithHistory ?? {};
  expect(city.map(({ value }) => value)).toEqual(['Limón', '', 'Heredia', 'Cartago']);
  expect(city[0]).toMatchObject({ sourceType: 'INTEGRATION', timestamp: expect.stringMatching(/Z$/) });
  expect(others).toEqual({ lastname: [] });
  expect(body.results[0]?.properties).toMatchObject({ numero_asociado: '1', city: 'Limón' });
});

test('a value written again adds nothing, and the history is bounded', async () => {
  const same = await givenHistory(['Cartago', 'Cartago', 'Cartago']);
  const many = await givenHistory(Array.from({ length: 40 }, (_, index) => `Ciudad ${index}`));

  const once = await same.read([{ id: same.id }]);
  const last = await many.read([{ id: many.id }]);

  expect(once.body.results[0]?.propertiesWithHistory?.['city']).toHaveLength(1);
  const values = last.body.results[0]?.propertiesWithHistory?.['city']?.map(({ value }) => value);
  expect(values).toHaveLength(20);
  expect(values?.[0]).toBe('Ciudad 39');
});

test('one contact is read with its history', async () => {
  const { standin, id } = await givenHistory(['Cartago', 'Heredia']);

  const { text } = await call(standin, 'GET', `${contactsPath}/${id}?propertiesWithHistory=city`);

  expect(JSON.parse(text)).toMatchObject({
    propertiesWithHistory: { city: [{ value: 'Heredia' }, { value: 'Cartago' }] },
  });
});

test('a read with histories takes at most 50 inputs', async () => {
  const { read } = await givenHistory([]);
  const inputs = Array.from({ length: 51 }, (_, index) => ({ id: String(index) }));

  const { status, body } = await read(inputs);

  expect(status).toBe(400);
  expect(body.message).toBe(
    'The maximum number of inputs supported in a batch request for property histories is 50. Please reduce the number of items and try again',
  );
  expect((await read(inputs.slice(1))).status).toBe(207);
});
