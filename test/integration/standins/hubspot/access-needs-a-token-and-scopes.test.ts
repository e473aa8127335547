import { expect, test } from 'vitest';
import { associate, call, contactsPath, givenStandin, upsert } from './support.ts';

test('an unknown token answers 401', async () => {
  const standin = await givenStandin();

  const { status, body, headers } = await call(standin, 'GET', contactsPath, undefined, 'wrong');

  expect(status).toBe(401);
  expect(body.category).toBe('INVALID_AUTHENTICATION');
  expect(body.correlationId).toBe(headers.get('x-hubspot-correlation-id'));
});

test('a token without the scope answers 403 and names it', async () => {
  const standin = await givenStandin({ scopes: { reader: ['crm.objects.contacts.read'] } });
  const write = { inputs: [associate('1')] };

  const read = await call(standin, 'GET', contactsPath, undefined, 'reader');
  const refused = await call(standin, 'POST', `${contactsPath}/batch/upsert`, write, 'reader');

  expect(read.status).toBe(200);
  expect(refused.status).toBe(403);
  expect(refused.body).toMatchObject({
    category: 'MISSING_SCOPES',
    errors: [{ context: { requiredGranularScopes: ['crm.objects.contacts.write'] } }],
  });
  expect(standin.contacts()).toHaveLength(0);
});

test('every answer has a correlation id and HubSpot’s content type', async () => {
  const standin = await givenStandin();

  const { headers, body } = await upsert(standin, [associate('1')]);

  expect(headers.get('content-type')).toBe('application/json;charset=utf-8');
  expect(headers.get('x-hubspot-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
  expect(body.correlationId).toBeUndefined();
});

test('a path that is not served answers HTML', async () => {
  const standin = await givenStandin();

  const { status, headers } = await call(standin, 'GET', '/crm/v3/objects/nothing');

  expect(status).toBe(404);
  expect(headers.get('content-type')).toContain('text/html');
  expect(standin.calls()).toEqual({ unknown: 1 });
});
