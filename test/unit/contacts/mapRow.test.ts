import { describe, expect, it } from 'vitest';
import { mapRow } from '../../../shared/contacts/mapRow.ts';
import { inventAssociate } from '../../support/associates.ts';
import { testMapping } from '../../support/mappingFile.ts';

const mapping = testMapping();
/** An associate with four beneficiaries. */
const row = inventAssociate(4, '2026-01-05T00:00:00.000');

describe('a row becomes a contact', () => {
  it('with every field of the mapping file, in HubSpot’s forms', () => {
    const { properties, findings, rejected } = mapRow(row, mapping);
    expect({ findings, rejected }).toEqual({ findings: [], rejected: false });
    // The key of our own, which no field names, holds the number once more.
    expect(Object.keys(properties)).toHaveLength(mapping.fields.length + 1);
    expect(properties).toMatchObject({
      numero_asociado: 'A-000004',
      numero_asociado_clave: 'A-000004',
      cedula: '599000004',
      firstname: 'Zoë',
      phone: '+50622220004',
      hs_whatsapp_phone_number: '+50688880004',
      date_of_birth: '1944-05-05',
      marital_status: 'Unión Libre',
      salario_bruto: '254000',
      beneficiario_1_porcentaje: '25',
    });
  });

  it('and nothing becomes an empty string, which clears the property', () => {
    const { properties } = mapRow(
      { ...row, phone: null, provincia: '   ', mobilephone: '22120000' },
      mapping,
    );
    expect(properties).toMatchObject({ phone: '', provincia: '', mobilephone: '' });
  });

  it('without invisible characters, in NFC, with single spaces', () => {
    const { properties } = mapRow({ ...row, lastname: '\ufeff Pen\u0303a\u00a0 \u200bMora ' }, mapping);
    expect(properties['lastname']).toBe('Pe\u00f1a Mora');
  });

  it('without the sensitive fields when the mapping leaves them out', () => {
    const { properties } = mapRow(row, testMapping([[['sync', 'sensitiveFields'], 'leaveOut']]));
    const sensitive = mapping.fields.filter((field) => field.sensitive).map(({ property }) => property);
    expect(sensitive.length).toBeGreaterThan(10);
    expect(Object.keys(properties).filter((property) => sensitive.includes(property))).toEqual([]);
  });
});

describe('a faulty row', () => {
  it.each([
    ['email', null, 'REQUIRED_MISSING'],
    ['email', 'ana@example.con', 'EMAIL_INVALID'],
    ['cedula', '12345', 'CEDULA_INVALID'],
    ['firstname', ' ', 'REQUIRED_MISSING'],
  ])('is rejected: %s = %j is %s, named by property and shape', (column, value, code) => {
    const { rejected, findings } = mapRow({ ...row, [column]: value }, mapping);
    expect(rejected).toBe(true);
    expect(findings).toMatchObject([{ code, severity: 'error', property: column }]);
    expect(JSON.stringify(findings)).not.toContain(value?.trim() || 'no value');
  });

  it.each([
    ['phone', '12', 'PHONE_INVALID'],
    ['marital_status', '9', 'OPTION_UNKNOWN'],
    ['date_of_birth', '1985-02-30', 'DATE_INVALID'],
    ['salario_bruto', '-5.00', 'SALARY_INVALID'],
  ])('is sent without the field: %s = %j is %s', (column, value, code) => {
    const { rejected, findings, properties } = mapRow({ ...row, [column]: value }, mapping);
    expect(rejected).toBe(false);
    expect(findings).toMatchObject([{ code, severity: 'warning', property: column }]);
    expect(properties).not.toHaveProperty(column);
  });

  it('never throws, whatever a column holds', () => {
    for (const value of [
      '\ud800',
      '\u0000',
      'x'.repeat(100_000),
      '٣',
      '{}',
      '%s',
      '-',
      '99999999999999999999',
    ]) {
      const everywhere = Object.fromEntries(mapping.fields.map(({ column }) => [column, value]));
      expect(() => mapRow(everywhere, mapping)).not.toThrow();
    }
  });
});

describe('beneficiaries', () => {
  const beneficiaryFields = mapping.fields
    .filter(({ set }) => set === 'beneficiaries')
    .map(({ property }) => property);
  const shares = (...percentages: (string | null)[]) =>
    Object.fromEntries(percentages.map((share, index) => [`beneficiario_${index + 1}_porcentaje`, share]));

  it('add up to 100 in whole hundredths, not in floats', () => {
    // 16.67 × 4 + 33.32 is 100.00000000000001 in floats when summed in another order.
    const { findings } = mapRow({ ...row, ...shares('33.34', '33.33', '16.67', '16.66') }, mapping);
    expect(findings).toEqual([]);
  });

  it.each([
    ['a sum of 99.99', shares('25', '25', '25', '24.99'), 'BENEFICIARIES_NOT_100'],
    ['a share above 100', shares('100.01', '0', '0', '0'), 'PERCENTAGE_INVALID'],
    ['a bad cédula', { beneficiario_2_cedula: '123' }, 'CEDULA_INVALID'],
  ])('with %s are withheld as a set, and the associate still goes', (_, change, code) => {
    const { rejected, findings, properties } = mapRow({ ...row, ...change }, mapping);
    expect(rejected).toBe(false);
    expect(findings).toMatchObject([{ code, severity: 'warning' }]);
    expect(Object.keys(properties).filter((property) => beneficiaryFields.includes(property))).toEqual([]);
  });

  it('that are all gone are cleared in HubSpot', () => {
    const none = Object.fromEntries(beneficiaryFields.map((column) => [column, null]));
    const { properties, findings } = mapRow({ ...row, ...none }, mapping);
    expect(findings).toEqual([]);
    expect(beneficiaryFields.map((property) => properties[property])).toEqual(
      beneficiaryFields.map(() => ''),
    );
  });
});
