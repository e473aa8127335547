import { describe, expect, it } from 'vitest';
import { type RuleCase, ruleVerdict } from '../../../support/ruleVerdict.ts';

const SQL = 'SQL Server, ways to say that there is none';
const CLDR = 'CLDR es-CR: day first';
const POLICY = 'Policy';

const CASES: readonly RuleCase[] = [
  ['ISO 8601', '1985-02-28', '1985-02-28'],
  ['ISO 8601', '19850228', '1985-02-28'],
  [POLICY, '1985/2/8', '1985-02-08'],
  [CLDR, '5/3/1990', '1990-03-05'],
  [CLDR, '05-03-1990', '1990-03-05'],
  [CLDR, '05.03.1990', '1990-03-05'],
  [CLDR, '28/02/1985', '1985-02-28'],
  ['Never month first', '02/28/1985', '!DATE_INVALID'],
  ['A leap year', '1984-02-29', '1984-02-29'],
  ['A leap year', '2000-02-29', '2000-02-29'],
  ['No leap year', '1985-02-29', '!DATE_INVALID'],
  ['No leap year', '2100-02-29', '!DATE_INVALID'],
  ['No such day', '31/04/1990', '!DATE_INVALID'],
  ['No such month', '1985-13-01', '!DATE_INVALID'],
  ['No such day', '1985-01-00', '!DATE_INVALID'],
  ['Two separators', '05/03-1990', '!DATE_INVALID'],
  ['SQL Server’s cut-off is 2049: no year of two digits', '5/3/90', '!DATE_INVALID'],
  ['An Excel serial', '32874', '!DATE_INVALID'],
  ['SQL Server, datetime', '1985-02-28T00:00:00', '1985-02-28'],
  ['SQL Server, datetime2', '1985-02-28 00:00:00.0000000', '1985-02-28'],
  ['SQL Server, a local time of day', '1985-02-28 13:45:00.000', '1985-02-28'],
  ['tedious, useUTC', '1985-02-28T00:00:00.000Z', '1985-02-28'],
  ['Midnight in Costa Rica, which is UTC−6', '1985-02-28T06:00:00.000Z', '1985-02-28'],
  ['Midnight in Costa Rica, which is UTC−6', '1985-02-28T00:00:00.000-06:00', '1985-02-28'],
  ['tz database: UTC−5 in the summer of 1991', '1991-03-05T05:00:00.000Z', '1991-03-05'],
  ['tz database: the first day of that summer has no midnight', '1991-01-19T05:00:00Z', '1991-01-19'],
  ['tz database: UTC−5 in the summer of 1991 only', '1991-07-02T05:00:00.000Z', '!DATE_INVALID'],
  ['A midnight in the zone that it names', '1985-02-28T00:00:00+02:00', '1985-02-28'],
  ['SQL Server, datetimeoffset', '1985-02-28 00:00:00.0000000 +00:00', '1985-02-28'],
  ['SQL Server, datetimeoffset', '1985-02-28 00:00:00 -06:00', '1985-02-28'],
  ['A moment in a zone may be another day', '1985-02-28T22:00:00-08:00', '!DATE_INVALID'],
  ['A moment in a zone may be another day', '1985-02-28T06:00:00-06:00', '!DATE_INVALID'],
  ['A moment in a zone may be another day', '1985-02-28T05:00:00.000Z', '!DATE_INVALID'],
  ...[
    'Feb 28 1985 12:00AM',
    'Feb 28 1985 12:00:00:000AM',
    'feb 28 1985  1:45PM',
    'Feb 28, 1985',
    '28 Feb 1985',
  ].map((cell): RuleCase => ['SQL Server, styles 0, 109, 107, 106', cell.replace('  ', ' '), '1985-02-28']),
  ...['28-FEB-1985', '28 de febrero de 1985', '28 febrero 1985', 'Febrero 28, 1985'].map(
    (cell): RuleCase => ['Policy: the name of the month, in English or Spanish', cell, '1985-02-28'],
  ),
  ['SQL Server in Spanish', 'Ene 5 1990 12:00AM', '1990-01-05'],
  ['Costa Rica writes setiembre', '5 de setiembre de 1990', '1990-09-05'],
  ['No such month', 'Foo 5 1990', '!DATE_INVALID'],
  ['No such month', 'Marxo 5 1990', '!DATE_INVALID'],
  ['No such day', 'Feb 30 1990', '!DATE_INVALID'],
  ['No year of two digits', '28-FEB-85', '!DATE_INVALID'],
  ['Dashes and digits of Unicode', '1985\u201102\u201128', '1985-02-28'],
  [
    'Dashes and digits of Unicode',
    '\uff11\uff19\uff18\uff15\uff0f\uff10\uff12\uff0f\uff12\uff18',
    '1985-02-28',
  ],
  ['Windows in Spanish', '28/02/1985 12:00:00 a. m.', '1985-02-28'],
  ['tz database: midnights that did not exist in Costa Rica', '1979-02-25', '1979-02-25'],
  ['tz database: midnights that did not exist in Costa Rica', '1992-01-18', '1992-01-18'],
  ...['1900-01-01', '1753-01-01', '0001-01-01', '1899-12-30', '1899-12-31', '01/01/1900', '19000101'].map(
    (cell): RuleCase => [SQL, cell, ''],
  ),
  ...[
    '1900-01-01 00:00:00.000',
    'Jan 1 1900 12:00AM',
    '0',
    '00/01/1900',
    '1/0/1900',
    '1900-01-00',
    '00/00/0000',
    '0000-00-00',
    '00000000',
  ].map((cell): RuleCase => [SQL, cell, '']),
  [POLICY, 'marzo', '!DATE_INVALID'],
];

describe.each(['date', 'birthDate'] as const)('rule %s', (rule) => {
  it.each(CASES)('%s: %j → %s', (_source, cell, verdict) => {
    const field = { today: '2026-11-22' };
    expect(ruleVerdict(rule, cell, field)).toBe(verdict);
  });
});

describe('the plausibility of a birth date on 22 November 2026', () => {
  const cases: readonly RuleCase[] = [
    ['Policy: from 1906', '1906-11-22', '1906-11-22'],
    ['Policy: from 1906', '1905-12-31', '!BIRTH_DATE_IMPLAUSIBLE'],
    ['Policy: not to come', '2026-11-23', '!BIRTH_DATE_IMPLAUSIBLE'],
    ['Policy: under 18', '2026-11-22', '2026-11-22 ~BIRTH_DATE_MINOR'],
    ['Policy: under 18', '2008-11-23', '2008-11-23 ~BIRTH_DATE_MINOR'],
    ['Policy: 18 today', '2008-11-22', '2008-11-22'],
  ];
  it.each(cases)('%s: %j → %s', (_source, cell, verdict) => {
    expect(ruleVerdict('birthDate', cell, { today: '2026-11-22' })).toBe(verdict);
  });

  it('is at most 120 years in any year', () => {
    expect(ruleVerdict('birthDate', '1909-01-02', { today: '2030-01-02' })).toBe('!BIRTH_DATE_IMPLAUSIBLE');
    expect(ruleVerdict('birthDate', '1909-01-03', { today: '2030-01-02' })).toBe('1909-01-03');
  });
});

it('a date that is no birth date may be in the future', () => {
  expect(ruleVerdict('date', '2099-01-01')).toBe('2099-01-01');
});
