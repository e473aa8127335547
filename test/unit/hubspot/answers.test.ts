import { describe, expect, it } from 'vitest';
import { RetryLater, StopAndAlert } from '../../../shared/errors.ts';
import { judgeAnswer } from '../../../shared/hubspot/answers.ts';
import { readRateHeaders } from '../../../shared/hubspot/rateHeaders.ts';
import { readRefusal } from '../../../shared/hubspot/refusals/readRefusal.ts';
import { refusalSchema } from '../../../shared/hubspot/refusals/refusal.ts';

const answer = (status: number, body: unknown = {}, retryAfterMs?: number) => ({
  status,
  body,
  correlationId: 'c-1',
  retryAfterMs,
  rate: readRateHeaders(new Headers()),
});

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('an answer of HubSpot', () => {
  it.each([200, 201, 207])('with %i is read per record', (status) => {
    expect(judgeAnswer(answer(status))).toBe('accepted');
  });

  it.each([400, 409, 413, 414, 422, 451])('with %i refuses the call as a whole', (status) => {
    expect(judgeAnswer(answer(status))).toBe('refused');
  });

  it.each([
    [408, true],
    [423, false],
    [429, false],
    [477, false],
    [500, true],
    [502, true],
    [503, true],
    [524, true],
  ])('with %i passes; whether the write was applied is in doubt: %s', (status, outcomeUnknown) => {
    const error = thrownBy(() => judgeAnswer(answer(status)));
    expect(error).toBeInstanceOf(RetryLater);
    expect(error).toMatchObject({ outcomeUnknown });
  });

  it('says how long to wait, and 423 wants two seconds at least', () => {
    expect(thrownBy(() => judgeAnswer(answer(429, {}, 7_000)))).toMatchObject({ afterMs: 7_000 });
    expect(thrownBy(() => judgeAnswer(answer(423)))).toMatchObject({ afterMs: 2_000 });
  });

  it.each([
    [401, {}, 'HUBSPOT_ACCESS_TOKEN'],
    [403, { category: 'MISSING_SCOPES' }, 'crm.objects.contacts.write'],
    [403, { category: 'BANNED' }, 'not allowed to use this portal'],
  ])('with %i and %j needs a person and names what to mend', (status, body, hint) => {
    const error = thrownBy(() => judgeAnswer(answer(status, { ...body, message: 'a.person@example.com' })));
    expect(error).toBeInstanceOf(StopAndAlert);
    expect(error).toMatchObject({ stopsEverything: true });
    expect(String(error)).toContain(hint);
    expect(String(error)).not.toContain('a.person@example.com');
  });

  it('names the scopes that HubSpot asks for, and nothing that is none', () => {
    const body = {
      category: 'MISSING_SCOPES',
      errors: [{ context: { requiredGranularScopes: ['crm.objects.contacts.sensitive.write', 'Ana Mora'] } }],
    };
    const error = String(thrownBy(() => judgeAnswer(answer(403, body))));
    expect(error).toContain('crm.objects.contacts.sensitive.write');
    expect(error).not.toContain('Ana');
  });

  it.each([
    [403, {}],
    [403, undefined],
    [403, { category: 'SOMETHING_ELSE' }],
    [404, undefined],
    [405, {}],
  ])('with %i and %j does not tell by itself whether it is the call or every call', (status, body) => {
    expect(judgeAnswer({ ...answer(status), body })).toBe('unclear');
  });

  it.each([
    { category: 'OBJECT_NOT_FOUND' },
    { context: { missingObjectPropertyValueCoordinates: ['0-1:clave:7'] } },
  ])('with 404 and %j is about contacts, not about the endpoint', (body) => {
    expect(judgeAnswer(answer(404, body))).toBe('refused');
  });

  it('with a 2xx whose body is no JSON is no success', () => {
    expect(thrownBy(() => judgeAnswer({ ...answer(200), body: undefined }))).toMatchObject({
      outcomeUnknown: true,
    });
  });
});

describe('a refusal is read by what it says of property, value and owner', () => {
  const read = (error: unknown) =>
    readRefusal(
      refusalSchema.parse(error),
      new Map([
        ['numero_asociado', 'number'],
        ['cedula', 'cedula'],
        ['email', 'email'],
        ['frecuencia_salario', undefined],
        ['other', undefined],
      ]),
    );

  it('from the listed errors', () => {
    const error = {
      category: 'VALIDATION_ERROR',
      message: 'Ungültig',
      errors: [{ code: 'INVALID_OPTION', context: { propertyName: ['frecuencia_salario'] } }],
    };
    expect(read(error)).toEqual({
      kind: 'refused',
      code: 'OPTION_UNKNOWN',
      properties: ['frecuencia_salario'],
    });
  });

  it('from the array in the message when nothing is listed', () => {
    const embedded = JSON.stringify([
      { isValid: false, message: 'x', error: 'INVALID_EMAIL', name: 'email' },
    ]);
    const error = { category: 'VALIDATION_ERROR', message: `Property values were not valid: ${embedded}` };
    expect(read(error)).toEqual({ kind: 'refused', code: 'EMAIL_INVALID', properties: ['email'] });
  });

  it('and a conflict names the owner', () => {
    const error = { category: 'CONFLICT', message: 'Ya existe', context: { existingId: ['42'] } };
    expect(read(error)).toEqual({
      kind: 'conflict',
      code: 'EMAIL_TAKEN',
      properties: ['email'],
      conflictId: '42',
    });
  });

  it.each([
    [
      'the coordinates in its text',
      {
        category: 'VALIDATION_ERROR',
        message:
          'Cannot set PropertyValueCoordinates{portalId=1, objectTypeId=ObjectTypeId{legacyObjectType=CONTACT}, propertyName=cedula, value=199} on 111. 222 already has that value.',
      },
    ],
    [
      'the same in another language',
      {
        message:
          'No se puede definir PropertyValueCoordinates{portalId=1, propertyName=cedula, value=199} en 111. 222 ya tiene ese valor.',
      },
    ],
    [
      'the coordinates in an entry of its list',
      {
        errors: [
          {
            message:
              'Cannot set PropertyValueCoordinates{propertyName=cedula, value=199} on 111. 222 already has that value.',
          },
        ],
      },
    ],
    [
      'its tokens',
      {
        errorType: 'UNIQUE_VALUE_CONFLICT',
        errorTokens: { propertyName: ['cedula'], existingObjectId: ['222'], conflictingValue: ['199'] },
      },
    ],
    [
      'tokens in its context, as numbers',
      {
        errors: [
          {
            code: 'UNIQUE_VALUE_CONFLICT',
            context: { propertyName: 'cedula', existingObjectId: 222 },
          },
        ],
      },
    ],
  ])('a taken value by %s', (_, error) => {
    expect(read(error)).toEqual({
      kind: 'conflict',
      code: 'CEDULA_TAKEN',
      properties: ['cedula'],
      conflictId: '222',
    });
  });

  it('coordinates without an owner say which property is wrong, and not that it is taken', () => {
    const message =
      'Cannot set PropertyValueCoordinates{portalId=1, propertyName=other, value=x} for it cannot be set';
    expect(read({ message })).toEqual({ kind: 'refused', code: 'HUBSPOT_REFUSED', properties: ['other'] });
  });

  it('an address that was deleted for GDPR is not called wrong', () => {
    const embedded = (message: string) =>
      JSON.stringify([{ isValid: false, message, error: 'INVALID_EMAIL', name: 'email' }]);
    for (const error of [
      { message: `Property values were not valid: ${embedded('email has been GDPR blacklisted')}` },
      { message: `No válidos: ${embedded('El correo está en la lista de bloqueo del RGPD')}` },
      {
        errors: [
          { code: 'INVALID_EMAIL', message: 'GDPR blacklisted', context: { propertyName: ['email'] } },
        ],
      },
      { category: 'VALIDATION_ERROR', message: 'The email is GDPR blacklisted' },
    ])
      expect(read(error)).toEqual({ kind: 'refused', code: 'EMAIL_GDPR_BLOCKED', properties: ['email'] });
    const invalid = embedded('Email address ana@gdpr.example is invalid');
    expect(read({ message: invalid })).toMatchObject({ code: 'EMAIL_INVALID' });
  });

  it('names no property that the mapping does not know, and no id that is none', () => {
    const error = {
      message:
        'Cannot set PropertyValueCoordinates{propertyName=ana_mora, value=x} on ana@example.com. 1999 already has it',
      context: { propertyName: ['Ana Mora'], existingId: ['ana@example.com'] },
      errors: [{ code: 'INVALID_OPTION', context: { propertyName: ['ana@example.com'] } }],
    };
    expect(JSON.stringify(read(error))).not.toMatch(/ana/i);
  });

  it.each([
    ['numero_asociado', 'NUMBER_TAKEN'],
    ['cedula', 'CEDULA_TAKEN'],
    ['other', 'VALUE_TAKEN'],
  ])('a unique value of %s that is taken is %s', (property, code) => {
    const error = {
      category: 'VALIDATION_ERROR',
      errors: [{ code: 'CONFLICTING_UNIQUE_VALUE', context: { propertyName: [property] } }],
    };
    expect(read(error)).toEqual({ kind: 'conflict', code, properties: [property] });
  });

  it.each(
    [{}, { errors: 'none', context: 7, message: 'Property values were not valid: [{' }, null].map((e) => [e]),
  )('and %j is refused without a reason rather than taken for anything else', (error) => {
    expect(read(error ?? {})).toMatchObject({ kind: 'refused', code: 'HUBSPOT_REFUSED' });
  });
});
