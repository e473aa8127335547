import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { readPhone } from '../../../../shared/contacts/rules/readPhone.ts';
import { readPhones } from '../../../../shared/contacts/rules/readPhones.ts';
import { RULES } from '../../../../shared/contacts/rules/rules.ts';
import { randomFrom } from '../../../support/associates.ts';
import { type RuleCase, ruleVerdict } from '../../../support/ruleVerdict.ts';

const MEASURED = 'Measured with libphonenumber-js 1.13.16';
const POLICY = 'Policy';
const SWITCHBOARD = 'The cooperative: 22120000 is its switchboard';

const PHONE: readonly RuleCase[] = [
  [MEASURED, '8888-8877', '+50688888877'],
  [MEASURED, '506 8888 8877', '+50688888877'],
  [MEASURED, '(506) 8888 8877', '+50688888877'],
  [MEASURED, '0050688888877', '+50688888877'],
  [MEASURED, '+50688888877', '+50688888877'],
  [`${MEASURED}: eight digits that start with 506`, '50612345', '+50650612345'],
  [`${MEASURED}: VoIP`, '40123456', '+50640123456'],
  [`${MEASURED}: toll-free`, '800-123-4567', '+5068001234567'],
  [`${MEASURED}: premium`, '9001234567', '+5069001234567'],
  [`${MEASURED}: full-width digits`, '８８８８８８７７', '+50688888877'],
  [`${MEASURED}: en dash, dots`, '8888\u20138877', '+50688888877'],
  [`${MEASURED}: en dash, dots`, '8888.8877', '+50688888877'],
  [`${MEASURED}: spaces between all digits`, '8 8 8 8 8 8 7 7', '+50688888877'],
  ...['20123456', '28123456', '58123456', '66123456', '74000000', '80000000'].map(
    (cell): RuleCase => [`${MEASURED}: range not assigned, valid in /min`, cell, '!PHONE_INVALID'],
  ),
  ...['12345678', '31234567', '99999999', '8888888', '888888888', '911', '1123', 'O8888888'].map(
    (cell): RuleCase => [MEASURED, cell, '!PHONE_INVALID'],
  ),
  ['Policy: foreign numbers need their +', '+1 305 555 0123', '+13055550123'],
  ['Policy: foreign numbers need their +', '1 305 555 0123', '!PHONE_INVALID'],
  ['Policy: foreign numbers need their +', '001 305 555 0123', '!PHONE_INVALID'],
  ['Policy: one repeated digit is sent, with a warning', '8888-8888', '+50688888888 ~PHONE_REPEATED'],
  [POLICY, '0', ''],
  [POLICY, '00000000', ''],
  [POLICY, '0000-0000', ''],
];

const SWITCHBOARD_CELLS = [
  '22120000',
  '2212-0000',
  '2212 0000',
  '+506 2212 0000',
  '(506) 2212-0000',
  '0050622120000',
].concat([
  '50622120000',
  '2212.0000',
  '２２１２００００',
  'Tel. 2212-0000',
  '2212-0000 ext. 5',
  '2212-0000 / 2212 0000',
]);

const EXTENSIONS_AND_LABELS: readonly RuleCase[] = [
  ...['2222-2277 ext. 123', '2222-2277 x12', '2222-2277 #12', '2222-2277 int 5', '2222-2277, ext 123'].map(
    (cell): RuleCase => ['Policy: the extension is split off', cell, '+50622222277 ~PHONE_EXTENSION'],
  ),
  ...['cel 8888-8877', 'Tel: 8888-8877', '88888877 (casa)', 'celular 88888877', 'Teléfono 8888 8877'].map(
    (cell): RuleCase => ['Policy: what the number is for is no part of it', cell, '+50688888877'],
  ),
  ...[
    'Of. 8888-8877',
    'No. 8888-8877',
    'Nº 8888-8877',
    '8888-8877 fax',
    '8888-8877 (H)',
    'C: 8888-8877',
    'Casa: 8888-8877',
  ]
    .concat([
      '# 8888-8877',
      'Tel. casa: 8888-8877',
      'Hab. 8888-8877',
      '[cel] 8888-8877',
      'Trab.: 8888-8877',
      'recados 8888-8877',
    ])
    .concat([
      'WhatsApp 8888-8877',
      'TELÉFONO CELULAR: 8888-8877',
      'celular: (506) 8888-8877',
      'Nro. 88888877',
      'num 8888 8877',
    ])
    .map((cell): RuleCase => ['Policy: what the number is for is no part of it', cell, '+50688888877']),
  ...[
    '(+506) 8888-8877',
    '(+506 8888-8877)',
    '(+506)88888877',
    '( +506 ) 8888 8877',
    '+(506) 8888-8877',
    '(8888-8877)',
  ].map((cell): RuleCase => ['libphonenumber: brackets are no part of it', cell, '+50688888877']),
  ...['88888877.0', '88888877.00', '50688888877.0'].map(
    (cell): RuleCase => ['A column of whole numbers read as floats', cell, '+50688888877'],
  ),
  ['A column of whole numbers read as floats', '8888887.0', '!PHONE_INVALID'],
  ['Points between the digits', '8888.0000', '+50688880000'],
  [POLICY, 'de mi tía 8888-8877', '!PHONE_INVALID'],
  [POLICY, '8888-8877 Ana', '!PHONE_INVALID'],
];

const TWO = '+50688888877 ~PHONE_SECOND_NUMBER';
const SEVERAL: readonly RuleCase[] = [
  ...['8888-8877 / 2222-2277', '88888877,22222277', '8888-8877; 2222-2277', '8888-8877 o 2222-2277'].map(
    (cell): RuleCase => ['Policy: split before parsing', cell, TWO],
  ),
  ...[
    '8888-8877 y 2222-2277',
    '8888-8877 ó 2222-2277',
    '8888-8877 2222-2277',
    '88888877-22222277',
    '8888887722222277',
  ].map((cell): RuleCase => ['Policy: split before parsing', cell, TWO]),
  ...[
    'Cel: 8888-8877 Casa: 2222-2277',
    '8888-8877 (C) 2222-2277 (H)',
    'Cel 8888-8877 Of. 2222-2277',
    '8888-8877 cel 2222-2277 casa',
  ]
    .concat([
      '+506 8888-8877 +506 2222-2277',
      '(+506) 8888-8877 (+506) 2222-2277',
      'Tel: 8888-8877, Fax: 2222-2277',
    ])
    .map((cell): RuleCase => ['Policy: a label and a + begin another number', cell, TWO]),
  ['Policy: the first valid one', '8888-8877 2222-2277 7012-3456', TWO],
  ['Policy: the first valid one', 'Casa: 12 Cel: 8888-8877', '+50688888877 ~PHONE_PART_INVALID'],
  [POLICY, '8888-8877 / 8888 8877', '+50688888877'],
  [POLICY, '8888-8877 / N/A', '+50688888877'],
  [POLICY, '8888-8877 / 12', '+50688888877 ~PHONE_PART_INVALID'],
  [POLICY, '12 / 8888-8877', '+50688888877 ~PHONE_PART_INVALID'],
  [SWITCHBOARD, '2212-0000 / 8888-8877', '+50688888877'],
  [POLICY, '12 / 13', '!PHONE_INVALID'],
];

describe.each([
  ['a telephone', PHONE],
  ['a telephone with something beside it', EXTENSIONS_AND_LABELS],
  ['two telephones in a cell', SEVERAL],
])('%s', (_, cases) => {
  it.each(cases)('%s: %j → %s', (_source, cell, verdict) => {
    expect(ruleVerdict('phone', cell)).toBe(verdict);
  });
});

it.each(SWITCHBOARD_CELLS)(`${SWITCHBOARD}, so %j is nothing, for WhatsApp too`, (cell) => {
  expect(ruleVerdict('phone', cell)).toBe('');
  expect(ruleVerdict('whatsapp', cell)).toBe('');
});

it('the second number is there for a field that takes it', () => {
  expect(RULES.phone('8888-8877 / 2222-2277', {})).toMatchObject({ companion: { second: '+50622222277' } });
  expect(readPhones('8888-8877 / 2222-2277', {})).toMatchObject({
    numbers: ['+50688888877', '+50622222277'],
    mobiles: ['+50688888877'],
  });
});

describe('WhatsApp', () => {
  const cases: readonly RuleCase[] = [
    ['Policy: mobile only', '8888-8877', '+50688888877'],
    ['Policy: mobile only', '2222-2277', ' ~WHATSAPP_NOT_MOBILE'],
    ['Policy: VoIP is no mobile', '40123456', ' ~WHATSAPP_NOT_MOBILE'],
    ['Policy: the mobile one of two', '2222-2277 / 8888-8877', TWO],
    ['The United States’ numbers do not tell', '+1 305 555 0123', '+13055550123'],
    [POLICY, '12', '!PHONE_INVALID'],
    [POLICY, '0', ''],
  ];
  it.each(cases)('%s: %j → %s', (_source, cell, verdict) => {
    expect(ruleVerdict('whatsapp', cell)).toBe(verdict);
  });
});

it('Costa Rican numbers are judged as libphonenumber judges them', () => {
  const random = randomFrom(506);
  const block = () => 2000 + Math.floor(random() * 7000);
  const cells = Array.from({ length: 3000 }, () => `${block()}${String(block()).padStart(4, '0')}`);
  const expected = cells.map((cell) => {
    const number = parsePhoneNumberFromString(cell, { defaultCountry: 'CR', extract: false });
    if (!number?.isValid()) return undefined;
    return { number: number.number, isMobile: number.getType() === 'MOBILE', hasExtension: false };
  });
  expect(expected.filter((phone) => phone?.isMobile).length).toBeGreaterThan(300);
  expect(cells.map(readPhone)).toEqual(expected);
});
