import { expect, test } from 'vitest';
import { call, contactsPath, givenStandin } from './support.ts';

const update = (numero: string) => ({
  id: numero,
  idProperty: 'numero_asociado',
  objectWriteTraceId: numero,
  properties: { firstname: 'Eva' },
});

test.each([
  ['call404', 404],
  ['call400', 400],
] as const)(
  'under %s an update by keys that nobody has is refused, and lists them',
  async (missingOnUpdate, status) => {
    const standin = await givenStandin({ switches: { missingOnUpdate } });
    standin.seedContact({ numero_asociado: '1' });
    const send = (...inputs: readonly object[]) =>
      call(standin, 'POST', `${contactsPath}/batch/update`, { inputs });

    const refused = await send(update('1'), update('2'));
    expect(refused.status).toBe(status);
    expect(refused.body.context).toEqual({
      missingObjectPropertyValueCoordinates: ['0-1:numero_asociado:2'],
    });
    expect(standin.writes()).toEqual([]);

    expect((await send(update('1'))).status).toBe(200);
  },
);

test.each([
  ['once', 200, undefined],
  ['refused', 400, { ids: ['second@example.com'] }],
  ['refusedNameless', 400, undefined],
] as const)(
  'under %s a read of two emails of one contact answers %i',
  async (duplicateReads, status, context) => {
    const standin = await givenStandin({ switches: { duplicateReads } });
    standin.seedContact({ email: 'first@example.com', hs_additional_emails: 'second@example.com' });

    const answer = await call(standin, 'POST', `${contactsPath}/batch/read`, {
      idProperty: 'email',
      inputs: [{ id: 'first@example.com' }, { id: 'second@example.com' }],
    });

    expect(answer.status).toBe(status);
    expect(answer.body.context).toEqual(context);
  },
);

test('a fault can answer any JSON, for calls that hold a text', async () => {
  const standin = await givenStandin();
  const said = { category: 'BANNED', message: 'The app is not allowed to access this portal' };
  standin.faults.inject({ every: 1, when: 'before', action: { kind: 'status', status: 403, said } });
  const { status, body } = await call(standin, 'GET', contactsPath);
  expect(status).toBe(403);
  expect(body).toMatchObject(said);
});
