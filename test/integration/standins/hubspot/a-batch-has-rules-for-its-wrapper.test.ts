import { expect, test } from 'vitest';
import { associate, call, contactsPath, givenStandin, upsert } from './support.ts';

test('more than 100 inputs are refused', async () => {
  const standin = await givenStandin();
  const inputs = Array.from({ length: 101 }, (_, index) => associate(String(index)));

  expect((await upsert(standin, inputs)).status).toBe(400);
  expect((await upsert(standin, inputs.slice(1))).status).toBe(200);
});

test('a body without inputs succeeds and does nothing', async () => {
  const standin = await givenStandin();

  const { status, body } = await call(standin, 'POST', `${contactsPath}/batch/upsert`, {
    input: [associate('1')],
  });

  expect(status).toBe(200);
  expect(body).toMatchObject({ status: 'COMPLETE', results: [] });
  expect(standin.contacts()).toHaveLength(0);
});

test.each(['firstname', 'hs_object_id', 'salario'])(
  '%s is not unique and cannot be a key',
  async (idProperty) => {
    const standin = await givenStandin();

    const { status, body } = await upsert(standin, [{ ...associate('1'), idProperty }]);

    expect(status).toBe(400);
    expect(body.message).toBe(`Unable to perform update/upsert by non-unique 0-1 property ${idProperty}`);
  },
);

test('an upsert without a key is refused', async () => {
  const standin = await givenStandin();

  expect((await upsert(standin, [{ id: '1', properties: {} }])).status).toBe(400);
});

test('JSON that cannot be read is refused', async () => {
  const standin = await givenStandin();

  const response = await fetch(`${standin.baseUrl}${contactsPath}/batch/upsert`, {
    method: 'POST',
    headers: { authorization: `Bearer ${standin.token}` },
    body: '{"inputs": [',
  });

  expect(response.status).toBe(400);
  expect(await response.text()).toContain('Invalid input JSON on line');
});
