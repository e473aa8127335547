import { describe, expect, it } from 'vitest';
import { randomFrom } from '../../../support/associates.ts';
import { type RuleCase, ruleVerdict } from '../../../support/ruleVerdict.ts';

const BOTH = 'Policy: of both separators, the last is the decimal one';
const THOUSANDS = 'Policy: before three digits, thousands';
const DECIMALS = 'Policy: before one or two digits, decimals';
const SQL = 'SQL Server prints it';

const SALARY: readonly RuleCase[] = [
  [BOTH, '1.234.567,89', '1234567.89'],
  [BOTH, '1,234,567.89', '1234567.89'],
  ['ICU es-CR', '1 234 567,89', '1234567.89'],
  [THOUSANDS, '250.000', '250000'],
  [THOUSANDS, '250,000', '250000'],
  [THOUSANDS, '1.250.000', '1250000'],
  [DECIMALS, '250000,5', '250000.5'],
  [DECIMALS, '250000.50', '250000.5'],
  ...['₡250.000', '¢ 250 000', 'CRC 250,000.00', 'crc250000'].map(
    (cell): RuleCase => ['Policy: one currency before it', cell, '250000'],
  ),
  [SQL, '250000.00', '250000'],
  [SQL, '250000.0000', '250000'],
  ['More digits than a float holds', '900719925474099.01', '900719925474099.01 ~SALARY_IMPLAUSIBLE'],
  ['Policy: warn below 20,000', '19999.99', '19999.99 ~SALARY_IMPLAUSIBLE'],
  ['Policy: warn below 20,000', '20000', '20000'],
  ['Policy: warn above 10,000,000', '10000000', '10000000'],
  ['Policy: warn above 10,000,000', '10000000.01', '10000000.01 ~SALARY_IMPLAUSIBLE'],
  ...[
    '0',
    '0.00',
    '-1',
    '1.23E+05',
    '250.000.00',
    '2.50.000',
    '250,000,5',
    '1.234,567.8',
    '₡',
    '₡₡5',
    'NaN',
  ].map((cell): RuleCase => ['Policy: all else is no salary', cell, '!SALARY_INVALID']),
  ['No money of SQL Server is as long', '9'.repeat(16), '!SALARY_INVALID'],
];

const PERCENTAGE: readonly RuleCase[] = [
  ['The cooperative: 0 to 100', '0', '0'],
  ['The cooperative: 0 to 100', '100.00', '100'],
  ['The cooperative: 0 to 100', '100.01', '!PERCENTAGE_INVALID'],
  ['The cooperative: 0 to 100', '-0.01', '!PERCENTAGE_INVALID'],
  ['The cooperative: hundredths', '33.33', '33.33'],
  ['Policy: four decimals, as decimal(9,4) has', '33.3333', '33.3333'],
  ['Policy: a float’s noise is rounded off', '33.333333333333336', '33.3333'],
  ['Policy: a float’s noise is rounded off', '16.666666666666668', '16.6667'],
  ['Policy: a float’s noise is rounded off', '0.00004', '0'],
  ['Policy: nothing above 100 is rounded down to it', '100.00000001', '!PERCENTAGE_INVALID'],
  ['Policy: up to 100', '99.99999999', '100'],
  [SQL, '33.3300', '33.33'],
  ['Policy: either separator', '33,33', '33.33'],
  ['Policy: either separator', '33,5 %', '33.5'],
  ['Policy: no share is in thousands', '33,333', '33.333'],
  ['Policy: no share is in thousands', '33.333,3', '!PERCENTAGE_INVALID'],
];

describe('a salary', () => {
  it.each(SALARY)('%s: %j → %s', (_source, cell, verdict) => {
    expect(ruleVerdict('salary', cell)).toBe(verdict);
  });

  it('is the same amount in every convention, to the céntimo', () => {
    const random = randomFrom(37);
    for (let round = 0; round < 2000; round++) {
      // Whole céntimos as text: nothing here is a float either.
      const colones = `${1 + Math.floor(random() * 9)}${digits(random, 4 + Math.floor(random() * 3))}`;
      const centimos = digits(random, 2);
      const canonical = centimos === '00' ? colones : `${colones}.${centimos.replace(/0$/, '')}`;
      const group = (separator: string) => colones.replace(/\B(?=(\d{3})+$)/g, separator);
      for (const cell of [
        `${colones}.${centimos}`,
        `${colones},${centimos}`,
        `${group('.')},${centimos}`,
        `${group(',')}.${centimos}`,
        `${group(' ')},${centimos}`,
        `${colones}.${centimos}00`,
      ]) {
        expect(ruleVerdict('salary', cell).split(' ')[0]).toBe(canonical);
      }
    }
  });
});

describe('a percentage', () => {
  it.each(PERCENTAGE)('%s: %j → %s', (_source, cell, verdict) => {
    expect(ruleVerdict('percentage', cell)).toBe(verdict);
  });
});

function digits(random: () => number, count: number): string {
  return Array.from({ length: count }, () => String(Math.floor(random() * 10))).join('');
}
