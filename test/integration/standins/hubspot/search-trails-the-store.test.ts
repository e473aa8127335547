import { expect, test } from 'vitest';
import { associate, call, contactsPath, givenStandin, upsert } from './support.ts';

function filtered(...filters: object[]): object {
  return { filterGroups: [{ filters }], properties: ['numero_asociado'], limit: 2 };
}

test('search filters, pages and leaves archived contacts out', async () => {
  const standin = await givenStandin();
  await upsert(
    standin,
    ['A1', 'A2', 'A3'].map((numero) => associate(numero, { city: 'Cartago' })),
  );
  const gone = standin.seedContact({ city: 'Cartago' });
  await call(standin, 'DELETE', `${contactsPath}/${gone}`);
  const search = (body: object) => call(standin, 'POST', `${contactsPath}/search`, body);

  const byCity = await search(filtered({ propertyName: 'city', operator: 'EQ', value: 'cartago' }));
  const inLower = await search(
    filtered({ propertyName: 'numero_asociado', operator: 'IN', values: ['a1', 'a3', 'A2'] }),
  );
  const having = await search(filtered({ propertyName: 'email', operator: 'HAS_PROPERTY' }));

  expect(byCity.body).toMatchObject({ total: 3, paging: { next: { after: '2' } } });
  expect(byCity.body.results).toHaveLength(2);
  expect(inLower.body.total).toBe(2);
  expect(having.body.total).toBe(0);
});

test('a contact appears in search only after the lag, in batch/read at once', async () => {
  const standin = await givenStandin({ switches: { searchLagMs: 1000 } });
  const id = standin.seedContact({ numero_asociado: '1' });
  const wanted = filtered({ propertyName: 'numero_asociado', operator: 'EQ', value: '1' });
  const search = () => call(standin, 'POST', `${contactsPath}/search`, wanted);

  expect((await search()).body.total).toBe(0);
  expect((await call(standin, 'POST', `${contactsPath}/batch/read`, { inputs: [{ id }] })).status).toBe(200);
  await expect.poll(async () => (await search()).body.total, { interval: 250, timeout: 10_000 }).toBe(1);
});

test('searches have a limit of five a second of their own and carry no rate headers', async () => {
  const standin = await givenStandin({ rateLimit: 1 });
  const search = () => call(standin, 'POST', `${contactsPath}/search`, {});

  const answers = await Promise.all(Array.from({ length: 6 }, search));

  const refused = answers.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(1);
  expect(refused[0]?.body).toMatchObject({ message: 'You have reached your secondly limit.' });
  expect(refused[0]?.body.policyName).toBeUndefined();
  expect(answers[0]?.headers.has('x-hubspot-ratelimit-max')).toBe(false);
});

test('search follows values that change and groups that are alternatives', async () => {
  const standin = await givenStandin();
  const found = async (body: object): Promise<(string | null | undefined)[]> => {
    const answer = await call(standin, 'POST', `${contactsPath}/search`, body);
    return answer.body.results.map(({ properties }) => properties['numero_asociado']);
  };
  const inCity = (value: string) => ({ propertyName: 'city', operator: 'EQ', value });
  await upsert(standin, [associate('1', { city: 'Cartago' }), associate('2', { city: 'Heredia' })]);
  expect(await found(filtered(inCity('Cartago')))).toEqual(['1']);

  await upsert(standin, [associate('1', { city: 'Heredia' }), associate('3', { city: 'Cartago' })]);

  expect(await found(filtered(inCity('Heredia')))).toEqual(['1', '2']);
  expect(await found(filtered(inCity('Cartago')))).toEqual(['3']);
  const alternatives = [{ filters: [inCity('Cartago')] }, { filters: [inCity('Limón')] }];
  expect(await found({ filterGroups: alternatives, properties: ['numero_asociado'] })).toEqual(['3']);
});
