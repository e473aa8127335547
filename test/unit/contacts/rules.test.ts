import { describe, expect, it } from 'vitest';
import { RULES, type RuleName } from '../../../shared/contacts/rules/rules.ts';

/** value → what is sent, or `!CODE`. */
const CASES: Readonly<Partial<Record<RuleName, readonly (readonly [string, string])[]>>> = {
  cedula: [
    ['1-0234-0567', '102340567'],
    ['1 0234 0567', '102340567'],
    ['102340567', '102340567'],
    // Hacienda and SINPE write ten digits with a leading 0.
    ['0102340567', '102340567'],
    ['01-0234-0567', '102340567'],
    // Segments may lack their zeros, bare digits may not.
    ['1-234-567', '102340567'],
    ['02340567', '!CEDULA_INVALID'],
    ['12340567', '!CEDULA_INVALID'],
    // Dashes of all kinds, and full-width digits.
    ['1\u20110234\u20130567', '102340567'],
    ['\uff11-0234-0567', '102340567'],
    ['1.0234.0567', '102340567'],
    // There is no province 0.
    ['0-0234-0567', '!CEDULA_INVALID'],
    ['000000000', '!CEDULA_INVALID'],
    ['1--0234-0567', '!CEDULA_INVALID'],
    ['1O2340567', '!CEDULA_INVALID'],
    ['12-0234-0567', '!CEDULA_INVALID'],
    ['3-101-123456', '!CEDULA_INVALID'],
  ],
  email: [
    ['Ana.Lucia+casa@Example.COM', 'ana.lucia+casa@example.com'],
    ['ana@example.con', '!EMAIL_INVALID'],
    ['ana@example.test', '!EMAIL_INVALID'],
    ['ana@localhost', '!EMAIL_INVALID'],
    ['ana..luz@example.com', '!EMAIL_INVALID'],
    ['ana@example.com.', '!EMAIL_INVALID'],
    ['<ana@example.com>', '!EMAIL_INVALID'],
    ['no tiene', '!EMAIL_INVALID'],
  ],
  phone: [
    ['8888-8888', '+50688888888'],
    ['+506 8888 8888', '+50688888888'],
    ['(506) 8888 8888', '+50688888888'],
    // The cooperative's switchboard is no number of a person, in any writing.
    ['22120000', ''],
    ['2212-0000', ''],
    ['+506 2212 0000', ''],
    ['0050622120000', ''],
    ['+1 305 555 0123', '+13055550123'],
    ['20123456', '!PHONE_INVALID'],
    ['8888888', '!PHONE_INVALID'],
    ['911', '!PHONE_INVALID'],
    ['N/A', '!PHONE_INVALID'],
  ],
  whatsapp: [
    ['8888-8888', '+50688888888'],
    ['2222-2222', '!WHATSAPP_NOT_MOBILE'],
    ['22120000', ''],
    ['12', '!PHONE_INVALID'],
  ],
  date: [
    ['1985-02-28', '1985-02-28'],
    ['1984-02-29', '1984-02-29'],
    ['1985-02-29', '!DATE_INVALID'],
    ['1985-13-01', '!DATE_INVALID'],
    ['1985-02-28T00:00:00', '1985-02-28'],
    // Midnight did not exist in Costa Rica on this day; a birth date is no moment.
    ['1979-02-25', '1979-02-25'],
    // SQL Server's and Excel's nothings.
    ['1900-01-01', ''],
    ['1753-01-01', ''],
    ['0001-01-01', ''],
    ['28/02/1985', '!DATE_INVALID'],
  ],
  salary: [
    ['250000.00', '250000'],
    ['250000.50', '250000.5'],
    // More digits than a float holds.
    ['9007199254740993.01', '9007199254740993.01'],
    ['0', '!SALARY_INVALID'],
    ['0.00', '!SALARY_INVALID'],
    ['-1', '!SALARY_INVALID'],
    ['1.23E+05', '!SALARY_INVALID'],
  ],
  percentage: [
    ['0', '0'],
    ['33.33', '33.33'],
    ['100.00', '100'],
    ['100.01', '!PERCENTAGE_INVALID'],
    ['-0.01', '!PERCENTAGE_INVALID'],
    ['33.333', '!PERCENTAGE_INVALID'],
  ],
};

const MARITAL_STATUS = { 1: 'Soltero', 2: 'Casado', 3: 'Divorciado', 4: 'Viudo', 5: 'Unión Libre' };

describe.each(Object.entries(CASES))('rule %s', (name, cases) => {
  const rule = Object.entries(RULES).find(([ruleName]) => ruleName === name)?.[1];
  it.each(cases)('takes %j as %j', (value, expected) => {
    const result = rule?.(value, {});
    expect(result && ('value' in result ? result.value : `!${result.code}`)).toBe(expected);
  });
});

describe('rule option', () => {
  it.each([
    ['1', 'Soltero'],
    ['02', 'Casado'],
    ['5', 'Unión Libre'],
  ])('takes %j as %j', (value, expected) => {
    expect(RULES.option(value, { options: MARITAL_STATUS })).toEqual({ value: expected });
  });

  it.each(['0', '6', 'Casado', ''])('refuses %j, which is not in the list', (value) => {
    expect(RULES.option(value, { options: MARITAL_STATUS })).toEqual({ code: 'OPTION_UNKNOWN' });
  });
});
