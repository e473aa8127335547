import { describe, expect, it } from 'vitest';
import { RULES } from '../../../../shared/contacts/rules/rules.ts';
import { type RuleCase, ruleVerdict } from '../../../support/ruleVerdict.ts';

const RAE = 'RAE, Ortografía 2010, IV 4.2.4.1.1';
const POLICY = 'Policy';

const CASE: readonly RuleCase[] = [
  ['The cooperative', "MARIA DEL CARMEN D'AVANZO", "Maria del Carmen D'Avanzo"],
  [RAE, 'MARÍA DE LOS ÁNGELES', 'María de los Ángeles'],
  [RAE, 'juan de dios', 'Juan de Dios'],
  [RAE, 'JUAN LA FUENTE', 'Juan La Fuente'],
  ['RAE, a surname of one letter', 'ANA DE LA O', 'Ana de la O'],
  ['Policy: capital after - and D’, O’', 'MARIA-JOSE', 'Maria-Jose'],
  ['Policy: capital after - and D’, O’', 'o’connor', 'O’Connor'],
  ['Policy: Mc, with three letters or more', 'MCDONALD', 'McDonald'],
  ['Policy: Mc, with three letters or more', 'MCOY', 'Mcoy'],
  ['Policy: never Mac', 'MACHADO', 'Machado'],
  [POLICY, 'ORTEGA Y GASSET', 'Ortega y Gasset'],
  [POLICY, 'LUDWIG VAN DER HORST', 'Ludwig van der Horst'],
  [POLICY, 'JUAN PABLO II', 'Juan Pablo II'],
  [POLICY, 'ÍÑIGO', 'Íñigo'],
  ['Policy: mixed case stays', 'María de Los Ángeles', 'María de Los Ángeles'],
  ['Policy: mixed case stays', 'MacArthur', 'MacArthur'],
  ['Policy: mixed case stays', 'de la Torre', 'de la Torre'],
  ['Policy: no accent is added', 'JOSE MARIA', 'Jose Maria'],
  [POLICY, 'J', 'J'],
  ...[
    ['J.C.', 'J.C.'],
    ['j.c.', 'J.C.'],
    ['J.C. LUIS', 'J.C. Luis'],
    ['MARIA J.', 'Maria J.'],
    ['J. R. MORA', 'J. R. Mora'],
    ['MA.JOSE', 'Ma.Jose'],
    ['COOPE R.L.', 'Coope R.L.'],
    ['COOPE RL', 'Coope RL'],
    ['TALLER MORA S.A.', 'Taller Mora S.A.'],
    ['MORA S. A.', 'Mora S. A.'],
    ['FERRETERIA S.R.L', 'Ferreteria S.R.L'],
  ].map(
    ([cell = '', verdict = '']): RuleCase => [
      'acl-org/acl-anthology#8661: initials and legal forms',
      cell,
      verdict,
    ],
  ),
  ...[
    ['LI DO', 'Li Do'],
    ['NGUYEN DA', 'Nguyen Da'],
    ['ANH DU', 'Anh Du'],
    ['li van', 'Li Van'],
    ['MARIA DE', 'Maria De'],
  ].map(
    ([cell = '', verdict = '']): RuleCase => [
      'derek73/python-nameparser#407: no last word is a particle',
      cell,
      verdict,
    ],
  ),
  ['A program without accents: the letters with them stayed small', 'MUñOZ', 'Muñoz ~NAME_SUSPECT'],
  ['A program without accents: the letters with them stayed small', 'JOSé', 'José ~NAME_SUSPECT'],
];

const SURNAME: readonly RuleCase[] = [
  ['RAE: without the given name, De', 'DE LA O BRENES', 'De la O Brenes'],
  ['RAE: without the given name, De', 'de la Torre Mora', 'De la Torre Mora'],
  ['RAE, a surname of one letter', 'MORA DE LA O', 'Mora de la O'],
  [RAE, 'LA FUENTE', 'La Fuente'],
  [POLICY, 'NÚÑEZ PEÑA', 'Núñez Peña'],
];

const LOST: readonly RuleCase[] = [
  ...['MU?OZ', 'Jos?', '¿lvaro', 'Mu¿oz', 'Mu\ufffdoz'].map(
    (cell): RuleCase => ['Lost bytes are never guessed', cell, '!NAME_DAMAGED'],
  ),
  ...['MU¥OZ', 'Mu¤oz', 'Jos‚', 'L¢pez', 'Mu±oz'].map(
    (cell): RuleCase => ['cp850 read as windows-1252, or the reverse', cell, '!NAME_DAMAGED'],
  ),
  ['The second half of í dropped', 'MarÃa', '!NAME_DAMAGED'],
  ['Misread, and put in upper case since', 'ÔÉÍ MORA', '!NAME_DAMAGED'],
  ['What no code page explains', 'Jos√', '!NAME_DAMAGED'],
  ['Portuguese', 'MAGALHÃES', 'Magalhães'],
  ['Portuguese', 'Galvão', 'Galvão'],
  ['German', 'Müller', 'Müller'],
  ...['MUÐOZ', 'GarcÝa', 'PÚrez', 'LËPEZ', 'JimÚnez', 'Sßnchez'].map(
    (cell): RuleCase => ['windows-1252 read as cp850', cell, '!NAME_DAMAGED'],
  ),
  ...['HERNµNDEZ', 'LàPEZ', 'AGšERO', 'GARCÖA', 'S\ufffdnchez'].map(
    (cell): RuleCase => ['cp850 read as windows-1252', cell, '!NAME_DAMAGED'],
  ),
  ...[
    'ACUÃA',
    'GARCÃA',
    'LÃPEZ',
    'PÃREZ',
    'NÃÃEZ',
    'MUÃOZ',
    'CASTAÃEDA',
    'JOSÃ',
    'ROCÃO',
    'RÃos',
    'AvendaÃo',
  ].map((cell): RuleCase => ['The second byte of UTF-8 dropped', cell, '!NAME_DAMAGED']),
  ['It may be Portuguese, or Briceño', 'BRICEÃO', 'Briceão ~NAME_SUSPECT'],
  [POLICY, '12345', '!NAME_INVALID'],
  [POLICY, 'Juan 2', 'Juan 2 ~NAME_UNUSUAL'],
  [POLICY, 'Juan_Mora', 'Juan_Mora ~NAME_UNUSUAL'],
  ['HubSpot: at most 65,536 characters', 'a'.repeat(65_537), '!TEXT_TOO_LONG'],
];

describe('the case of a name', () => {
  it.each(CASE)('%s: %j → %s', (_source, cell, verdict) => {
    expect(ruleVerdict('name', cell)).toBe(verdict);
  });
});

describe('surnames', () => {
  it.each(SURNAME)('%s: %j → %s', (_source, cell, verdict) => {
    expect(ruleVerdict('surname', cell)).toBe(verdict);
  });
});

describe('a name that is damaged or odd', () => {
  it.each(LOST)('%s: %.20j → %s', (_source, cell, verdict) => {
    expect(ruleVerdict('name', cell)).toBe(verdict);
    expect(ruleVerdict('surname', cell)).toBe(verdict);
  });
});

it.each([
  ['Lost bytes are never guessed', 'MU?OZ', '!TEXT_DAMAGED'],
  ['Lost bytes are never guessed', 'San Jos\ufffd', '!TEXT_DAMAGED'],
  ['A question is none', '¿Vive en Heredia?', '¿Vive en Heredia?'],
  ['An address of the web is none', 'https://example.com/a?b', 'https://example.com/a?b'],
  ['HubSpot: at most 65,536 characters', 'a'.repeat(65_537), '!TEXT_TOO_LONG'],
])('free text: %s: %.20j → %s', (_source, cell, verdict) => {
  expect(ruleVerdict('text', cell)).toBe(verdict);
});

const MARKED: readonly RuleCase[] = [
  ...[
    'MORA NULL',
    'MORA null',
    'MORA undefined',
    'SALAS NO INDICA',
    'MORA NO TIENE',
    'NULL MORA',
    'MORA (NULL)',
    'MORA N/A',
  ]
    .concat([
      'MORA n.a.',
      'MORA -',
      'MORA .',
      'MORA XX',
      'MORA SIN SEGUNDO APELLIDO',
      'MORA POR DEFINIR',
      'PENDIENTE MORA',
      'MORA NINGUNO',
      'MORA nan',
      'SALAS (NO INDICA)',
    ])
    .map(
      (cell): RuleCase => ['LabRedesCefetRJ/WeGIA#1721: what stood in an empty column', cell, '~NAME_FILLER'],
    ),
  ...[
    'MORA (FALLECIDO)',
    'MORA FALLECIDA',
    'ANA Q.E.P.D.',
    'ANA QEPD',
    'ANA (qepd)',
    '† ANA MORA',
    'ANA MORA †',
    'ANA MORA (+)',
  ]
    .concat(['+ ANA MORA', 'ANA DIFUNTA', 'D.E.P. ANA'])
    .map((cell): RuleCase => ['Policy: an associate who has died', cell, '~NAME_DECEASED']),
  ...[
    'PRUEBA',
    'Ana Prueba',
    'TEST',
    'test test',
    'ASDF',
    'NO USAR',
    'MORA (NO USAR)',
    'BORRAR',
    'MORA DUPLICADO',
    'DEMO',
  ].map((cell): RuleCase => ['Policy: a record that is nobody’s', cell, '~NAME_TEST']),
  ...[
    'LI NA',
    'MORA NA',
    'NAN',
    'NORMA',
    'SINDY',
    'NOEL',
    'NANCY',
    'ANA MORA-SALAS',
    'MORA & HIJOS',
    "D'NULL",
    'XIOMARA',
  ]
    .concat([
      'TESTA',
      'PENDLETON',
      'DEMOSTENES',
      'FINA',
      'DIEGO',
      'MUERTEGUI',
      'MARIA X MORA',
      'ANA M. MORA',
      'NONO',
      'J.C.',
    ])
    .map((cell): RuleCase => ['A name', cell, '']),
];

it.each(MARKED)('%s: %j is sent, with %j', (_source, cell, warning) => {
  const result = RULES.name(cell, {});
  const marks =
    'value' in result ? (result.warnings ?? []).filter((code) => code !== 'NAME_UNUSUAL') : [result.code];
  expect(marks.map((code) => `~${code}`).join(' ')).toBe(warning);
});

it.each(['0', '000000000', '0.00'])('%j is nobody in a slot, and no name of an associate', (cell) => {
  expect(ruleVerdict('name', cell, { set: 'beneficiaries' })).toBe('');
  expect(ruleVerdict('name', cell)).toBe('!NAME_INVALID');
});
