import { expect, test } from 'vitest';
import { associate, call, codeFor, givenStandin, upsert, withoutTrace } from './support.ts';

const required = { switches: { requiredOnCreate: ['firstname'] } };

test('2026-09 creates no contact without a required property', async () => {
  const standin = await givenStandin(required);

  const { status, body } = await upsert(standin, [associate('1'), associate('2', { firstname: 'Ana' })]);

  expect(status).toBe(207);
  expect(body.results).toHaveLength(1);
  expect(body.errors[0]).toMatchObject({
    category: 'VALIDATION_ERROR',
    message: 'The property values provided are invalid',
    context: { objectWriteTraceId: ['trace-1'] },
    errors: [{ code: 'MISSING_REQUIRED_PROPERTY', context: { propertyName: ['firstname'] } }],
  });
});

test('without trace ids the whole call fails', async () => {
  const standin = await givenStandin(required);

  const { status, body } = await upsert(standin, [associate('1')].map(withoutTrace));

  expect(status).toBe(400);
  expect(body.message).toBe('The property values provided are invalid');
  expect(body.errors.map(({ code }) => code)).toEqual(['MISSING_REQUIRED_PROPERTY']);
});

test('updates and older versions ignore required properties', async () => {
  const standin = await givenStandin(required);
  standin.seedContact({ numero_asociado: '1' });

  const updated = await upsert(standin, [associate('1')]);
  const old = await call(standin, 'POST', '/crm/v3/objects/contacts/batch/upsert', {
    inputs: [associate('2')],
  });

  expect([updated.status, old.status]).toEqual([200, 200]);
  expect(standin.contacts()).toHaveLength(2);
});

test('phones are free text until phone validation is on', async () => {
  const standin = await givenStandin();
  expect(await codeFor(standin, { phone: 'ask Ana', mobilephone: '8888' })).toBeUndefined();

  standin.set({ phoneValidation: true });

  expect(await codeFor(standin, { phone: '8888 8888' })).toBe('INVALID_PHONE_NUMBER');
  expect(await codeFor(standin, { mobilephone: '+506 123' })).toBe('INVALID_PHONE_NUMBER');
  expect(await codeFor(standin, { phone: '+506 8888-8888', mobilephone: '' })).toBeUndefined();
  expect(standin.contacts()[0]?.properties['phone']).toBe('+50688888888');
});

test('a property of type phone_number is validated always', async () => {
  const standin = await givenStandin();

  expect(await codeFor(standin, { hs_whatsapp_phone_number: '8888 8888' })).toBe('INVALID_PHONE_NUMBER');
  expect(await codeFor(standin, { hs_whatsapp_phone_number: '+50688888888' })).toBeUndefined();
  expect(await codeFor(standin, { hs_whatsapp_phone_number: '' })).toBeUndefined();
});
