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
const GACETA = 'La Gaceta prints DI and 12 digits';
const FLOAT = 'A column of whole numbers read as floats';
const LABEL = 'A label: the number alone is asked for, and no other document';
const TYPED = 'Policy, somebody’s perhaps, mostly typed to fill the cell';

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
  [FLOAT, '199020567.0', '199020567'],
  [FLOAT, '19902056.0', '!CEDULA_INVALID'],
  ...[
    'CED 199020567',
    'Céd. 1-9902-0567',
    'CEDULA: 199020567',
    'cédula de identidad 1-9902-0567',
    'C.I. 199020567',
  ]
    .concat([
      'ID199020567',
      'Nº 199020567',
      'No. 1-9902-0567',
      'Doc. 199020567',
      'DI 199020567',
      'cédula jurídica 3-101-999999',
    ])
    .map((cell): RuleCase => [LABEL, cell, '!CEDULA_INVALID']),
  [LABEL, 'CED 12345', '!CEDULA_INVALID'],
  ...[
    '111111111',
    '1-1111-1111',
    '999999999',
    '123456789',
    '1-2345-6789',
    '987654321',
    '100000000',
    '199999999',
    '234567890',
    '5-0000-0000',
  ].map((cell): RuleCase => [TYPED, cell, `${cell.replaceAll('-', '')} ~CEDULA_FILLER`]),
  ['Policy, no filler', '1-1111-1112', '111111112'],
];

const FOREIGNERS: readonly RuleCase[] = [
  [BCCR, '155899999999', '155899999999'],
  [BCCR, '1558-999999-99', '155899999999'],
  ['Hacienda, eleven digits; wrong in stdnum', '15589999999', '15589999999'],
  ...[
    '155 8999 99999',
    '155 899 999 999',
    '1 558 999999 99',
    '1-558-999999-99',
    '1558.999999.99',
    '1 5 5 8 9 9 9 9 9 9 9 9',
  ].map((cell): RuleCase => ['Only a DIMEX has 12 digits, however they are grouped', cell, '155899999999']),
  ['Eleven digits in groups', '155-8999-9999', '15589999999'],
  ['A cédula with a digit too many', '1-9902-05678', '!CEDULA_INVALID'],
  ['A cédula with digits too many', '1-9902-0567890', '!CEDULA_INVALID'],
  ['A cédula with a digit too many', '12-9902-05678', '!CEDULA_INVALID'],
  ['A cédula jurídica with digits too many', '3-101-99999999', '!CEDULA_INVALID'],
  ['Two separators', '155--8999-99999', '!CEDULA_INVALID'],
  ...[
    'DI155899999999',
    'DI 155899999999',
    'DI-155-8999-99999',
    'DIMEX 155899999999',
    'DIMEX: 15589999999',
    'didi 155899999999',
  ].map((cell): RuleCase => [GACETA, cell, cell.replace(/\D/g, '')]),
  [FLOAT, '155899999999.0', '155899999999'],
  [FLOAT, 'DI15589999999.0', '15589999999'],
  [FLOAT, 'DIMEX 155899999999.0', '155899999999'],
  [FLOAT, 'DI1558999999.0', '!CEDULA_PASSPORT'],
  [TYPED, '111111111111', '111111111111 ~CEDULA_FILLER'],
  [TYPED, '123456789012', '123456789012 ~CEDULA_FILLER'],
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

describe('zeros', () => {
  const ZEROS = ['0', '000000000', '0-0000-0000', '0.00'];

  it.each(ZEROS)('%s is nobody in a slot, and no document of an associate', (cell) => {
    expect(ruleVerdict('cedula', cell, { set: 'beneficiaries' })).toBe('');
    expect(ruleVerdict('cedula', cell)).toBe('!CEDULA_INVALID');
  });
});

it.each(['CED 199020567', 'Nº 1-9902-0567'])('%s is read where cédulas need not be checked', (cell) => {
  expect(RULES.cedula(cell, { checkCedula: false })).toEqual({
    value: '199020567',
    companion: { identityType: '01' },
  });
});
