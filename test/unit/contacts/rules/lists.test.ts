import { describe, expect, it } from 'vitest';
import { ruleVerdict } from '../../../support/ruleVerdict.ts';

const MARITAL_STATUS = { 1: 'Soltero', 2: 'Casado', 3: 'Divorciado', 4: 'Viudo', 5: 'Unión Libre' };
const FREQUENCY = {
  semanal: 'semanal',
  bisemanal: 'bisemanal',
  catorcenal: 'bisemanal',
  quincenal: 'quincenal',
  mensual: 'mensual',
};

describe('rule option', () => {
  it.each([
    ['The cooperative’s code', '1', 'Soltero'],
    ['The cooperative’s code', '5', 'Unión Libre'],
    ['A code with its zeros', '02', 'Casado'],
    ['HubSpot’s own value, brought back by the extraction', 'Casado', 'Casado'],
    ['Policy: case and accents do not matter', 'UNION LIBRE', 'Unión Libre'],
    ...[
      'SOLTERA',
      'soltera',
      'Soltero(a)',
      'SOLTERO (A)',
      'Soltera(o)',
      'soltero/a',
      'Solter@',
      'soltero_a',
    ].map((cell) => ['Women are written Soltera; forms print Soltero(a)', cell, 'Soltero']),
    ['Women are written Viuda', 'VIUDA', 'Viudo'],
    ['A column of whole numbers read as floats', '2.0', 'Casado'],
    ['A column of whole numbers read as floats', '02.00', 'Casado'],
    ['No whole number', '2.5', '!OPTION_UNKNOWN'],
    ['Digits of full width', '\uff12', 'Casado'],
    ['No other word of the list', 'Soltería', '!OPTION_UNKNOWN'],
    ['Not in the list', '0', '!OPTION_UNKNOWN'],
    ['Not in the list', '6', '!OPTION_UNKNOWN'],
    ['Not in the list', 'constructor', '!OPTION_UNKNOWN'],
    ['Not in the list', '__proto__', '!OPTION_UNKNOWN'],
  ])('%s: %j → %s', (_source, cell, verdict) => {
    expect(ruleVerdict('option', cell, { options: MARITAL_STATUS })).toBe(verdict);
  });

  it.each([
    ['Código de Trabajo 168', 'Mensual', 'mensual'],
    ['14 days, not half a month', 'CATORCENAL', 'bisemanal'],
    ['half a month, not 14 days', 'quincenal', 'quincenal'],
    ['Not in the list', 'anual', '!OPTION_UNKNOWN'],
  ])('%s: %j → %s', (_source, cell, verdict) => {
    expect(ruleVerdict('option', cell, { options: FREQUENCY })).toBe(verdict);
  });

  it('does not guess where two options differ in gender only', () => {
    const options = { 1: 'Hijo', 2: 'Hija', 3: 'Esposo' };
    expect(ruleVerdict('option', 'hija', { options })).toBe('Hija');
    expect(ruleVerdict('option', 'HIJO', { options })).toBe('Hijo');
    expect(ruleVerdict('option', 'hijo(a)', { options })).toBe('!OPTION_UNKNOWN');
    expect(ruleVerdict('option', 'esposa', { options })).toBe('Esposo');
  });

  it('finds the values that a portal spells for both', () => {
    expect(ruleVerdict('option', 'VIUDA', { options: { 4: 'viudo_a' } })).toBe('viudo_a');
  });

  it('knows nothing without options', () => {
    expect(ruleVerdict('option', '1')).toBe('!OPTION_UNKNOWN');
  });
});

describe('rule numero', () => {
  it.each([
    ['Policy: letters, digits, - . _ /', 'A-000123', 'A-000123'],
    ['Policy: letters, digits, - . _ /', '00123', '00123'],
    ['Policy: no digit above 0', '000000', '!NUMERO_INVALID'],
    ['Policy: no digit above 0', 'A-B', '!NUMERO_INVALID'],
    ['Policy: nothing else', 'A 123', '!NUMERO_INVALID'],
    ['Policy: nothing else', "1'; --", '!NUMERO_INVALID'],
    ['Policy: nothing else', '-123', '!NUMERO_INVALID'],
    ['Policy: at most 50', '1'.repeat(51), '!NUMERO_INVALID'],
  ])('%s: %j → %s', (_source, cell, verdict) => {
    expect(ruleVerdict('numero', cell)).toBe(verdict);
  });

  it('takes the whole value by the pattern of the mapping file', () => {
    const field = { pattern: '\\d{6}|\\d{8}' };
    expect(ruleVerdict('numero', '123456', field)).toBe('123456');
    expect(ruleVerdict('numero', '1234567', field)).toBe('!NUMERO_INVALID');
  });

  it('takes nothing by a pattern that is none', () => {
    expect(ruleVerdict('numero', '123456', { pattern: '(' })).toBe('!NUMERO_INVALID');
  });
});
