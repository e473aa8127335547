import { describe, expect, it } from 'vitest';
import { RetryLater, StopAndAlert } from '../../../shared/errors.ts';
import { judgeAnswer } from '../../../shared/hubspot/answers.ts';
import { readRateHeaders } from '../../../shared/hubspot/rateHeaders.ts';
import { readRefusal, refusalSchema } from '../../../shared/hubspot/refusals.ts';

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

  it.each([400, 409, 413])('with %i refuses the call as a whole', (status) => {
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
    [401, 'HUBSPOT_ACCESS_TOKEN'],
    [403, 'crm.objects.contacts.write'],
    [404, 'HUBSPOT_BASE_URL'],
  ])('with %i needs a person and names %s', (status, hint) => {
    const error = thrownBy(() => judgeAnswer(answer(status, { message: 'a.person@example.com' })));
    expect(error).toBeInstanceOf(StopAndAlert);
    expect(String(error)).toContain(hint);
    expect(String(error)).not.toContain('a.person@example.com');
  });

  it('with a 2xx whose body is no JSON is no success', () => {
    expect(thrownBy(() => judgeAnswer({ ...answer(200), body: undefined }))).toMatchObject({
      outcomeUnknown: true,
    });
  });
});

describe('a refusal is read by code, never by text', () => {
  const read = (error: unknown) =>
    readRefusal(
      refusalSchema.parse(error),
      new Map([
        ['numero_asociado', 'number'],
        ['cedula', 'cedula'],
        ['email', 'email'],
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
