import { describe, expect, it } from 'vitest';
import { readIdentity } from '../../../../shared/contacts/rules/readIdentity.ts';
import { RULES } from '../../../../shared/contacts/rules/rules.ts';
import { type RuleCase, ruleVerdict } from '../../../support/ruleVerdict.ts';

const TSE = 'TSE, structure of the cédula';
const HACIENDA = 'Hacienda and SINPE, ten-digit coding';
const BCCR = 'BCCR, Codificaciones generales';
const REGISTRO = 'Registro Nacional, classes and types';
const DECRETO = 'Decreto 44648-MJ, alphanumeric consecutive';
const STDNUM = 'Measured against stdnum 1.12.0';
const POLICY = 'Policy';

const FISICA: readonly RuleCase[] = [
  [TSE, '1-9902-0567', '199020567'],
  [TSE, '199020567', '199020567'],
  ['TSE, 8 is naturalised', '8-9902-0567', '899020567'],
  ['TSE, 9 is the special entry', '9-9902-0567', '999020567'],
  [HACIENDA, '0199020567', '199020567'],
  [HACIENDA, '01-9902-0567', '199020567'],
  [POLICY, '1-9902-567', '199020567'],
  [POLICY, '1 9902 0567', '199020567'],
  [POLICY, '1 - 9902 - 0567', '199020567'],
  [POLICY, '1.9902.0567', '199020567'],
  [STDNUM, '1\u20119902\u20110567', '199020567'],
  [STDNUM, '1\u20139902\u20130567', '199020567'],
  [STDNUM, '1\u22129902\u22120567', '199020567'],
  [STDNUM, '\uff11\uff19\uff19\uff10\uff12\uff10\uff15\uff16\uff17', '199020567'],
  [STDNUM, '\uff11-9902-0567', '199020567'],
  ['TSE, there is no partido 0; wrong in stdnum', '0-9902-0567', '!CEDULA_INVALID'],
  ['TSE, there is no partido 0; wrong in stdnum', '000000000', '!CEDULA_INVALID'],
  ['Policy, bare digits are never padded', '19902567', '!CEDULA_INVALID'],
  ['Policy, bare digits are never padded', '09902567', '!CEDULA_INVALID'],
  [`${STDNUM}, too lenient there`, '1--9902-0567', '!CEDULA_INVALID'],
  [`${STDNUM}, too lenient there`, '-1-9902-0567', '!CEDULA_INVALID'],
  [STDNUM, '1_9902_0567', '!CEDULA_INVALID'],
  [STDNUM, '1/9902/0567', '!CEDULA_INVALID'],
  ['Policy, segments or none', '1-99020567', '!CEDULA_INVALID'],
  ['Policy, segments or none', '19902-0567', '!CEDULA_INVALID'],
  [STDNUM, '12-9902-0567', '!CEDULA_INVALID'],
  ['Policy, no letters', '1O9020567', '!CEDULA_INVALID'],
  ['Policy, ten digits need a leading 0', '1990205670', '!CEDULA_INVALID'],
  ['Policy, ten digits need a leading 0', '7990205670', '!CEDULA_INVALID'],
  ['Measured, Arabic-Indic digits', '١٩٩٠٢٠٥٦٧', '!CEDULA_INVALID'],
];

const FOREIGNERS: readonly RuleCase[] = [
  [BCCR, '155899999999', '155899999999'],
  [BCCR, '1558-999999-99', '155899999999'],
  ['Hacienda, eleven digits; wrong in stdnum', '15589999999', '15589999999'],
  ['BCCR, DIDI; lost in stdnum', '515899999999', '515899999999'],
  [POLICY, '215899999999', '215899999999 ~DIMEX_UNUSUAL'],
  ['Hacienda, no leading 0', '055899999999', '!CEDULA_INVALID'],
  [BCCR, '1558999999999', '!CEDULA_INVALID'],
  ['Policy, passports have a code of their own', 'C9999999', '!CEDULA_PASSPORT'],
  ['Policy, passports have a code of their own', 'ab 999999', '!CEDULA_PASSPORT'],
  ['Policy, passports have a code of their own', 'A199020567', '!CEDULA_PASSPORT'],
];

const LEGAL: readonly RuleCase[] = [
  [REGISTRO, '3-101-999999', '3101999999'],
  [REGISTRO, '3004999999', '3004999999'],
  [REGISTRO, '4-000-999999', '4000999999'],
  [REGISTRO, '5-001-999999', '5001999999'],
  [REGISTRO, '2-100-999999', '2100999999'],
  [DECRETO, '3-101-a00001', '3101A00001'],
  [DECRETO, '3101A00001', '3101A00001'],
  ['Registro Nacional, no such type', '3-999-999999', '!CEDULA_INVALID'],
  ['Registro Nacional, no such type', '2-500-999999', '!CEDULA_INVALID'],
  ['Policy, shapes before bare digits', '3-101-99999', '!CEDULA_INVALID'],
  ['Policy, shapes before bare digits', '3 101 99999', '!CEDULA_INVALID'],
  ['NITE of natural persons; wrong in stdnum', '3-120-999999', '3120999999'],
  ['NITE of legal entities; wrong in stdnum', '3130999999', '3130999999'],
  ['NITE, digits only', '3-120-A00001', '!CEDULA_INVALID'],
];

describe.each([
  ['a cédula física', FISICA],
  ['a foreigner’s document', FOREIGNERS],
  ['a legal person’s number', LEGAL],
])('%s', (_, cases) => {
  it.each(cases)('%s: %j → %s', (_source, cell, verdict) => {
    expect(ruleVerdict('cedula', cell)).toBe(verdict);
  });
});

it.each([
  ['1-9902-0567', '01'],
  ['3-101-999999', '02'],
  ['155899999999', '03'],
  ['515899999999', '03'],
  ['3-120-999999', '04'],
])('%s is of Hacienda’s kind %s', (cell, kind) => {
  expect(readIdentity(cell)).toMatchObject({ kind });
  expect(RULES.cedula(cell, {})).toMatchObject({ companion: { identityType: kind } });
});
