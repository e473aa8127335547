import { describe, expect, it } from 'vitest';
import type { Mapping } from '../../../shared/contacts/mapping.ts';
import { mapRow } from '../../../shared/contacts/mapRow.ts';
import { type AssociateRow, inventAssociate } from '../../support/associates.ts';
import { testMapping } from '../../support/mappingFile.ts';

const mapping = testMapping();
/** An associate with four beneficiaries. */
const row = inventAssociate(4, '2026-01-05T00:00:00.000', 4);
/** Fields by their place in the file. */
const [NUMERO, CEDULA, FIRSTNAME, PHONE] = [0, 1, 2, 6];

/** What is found in the row with these values, and what of them is sent. */
function mapWith(values: AssociateRow, by: Mapping = mapping) {
  const mapped = mapRow({ ...row, ...values }, by);
  const codes = mapped.findings.map(({ code, property }) => `${code} ${property}`);
  return { ...mapped, codes };
}

describe('a row becomes a contact', () => {
  it('with every field of the mapping file and the key, in HubSpot’s forms', () => {
    const { properties, findings, rejected } = mapRow(row, mapping);
    expect({ findings, rejected }).toEqual({ findings: [], rejected: false });
    expect(Object.keys(properties)).toHaveLength(mapping.fields.length + 1);
    expect(properties).toMatchObject({
      numero_asociado: 'A-000004',
      numero_asociado_clave: 'A-000004',
      no__de_cedula: '599000004',
      firstname: 'Zoë',
      telefono_habitacion: '+50622220004',
      hs_whatsapp_phone_number: '+50688880004',
      date_of_birth: '1944-05-05',
      marital_status: 'Unión Libre',
      salario_bruto_semanal_o_quincenal: '254000',
      porcentaje__beneficiario_1_: '25',
    });
  });

  it('and nothing becomes an empty string, which clears the property', () => {
    const { properties } = mapWith({
      telefono_habitacion: null,
      provincia: '   ',
      telefono_oficina: '22120000',
      distrito: 'N/A',
    });
    expect(properties).toMatchObject({
      telefono_habitacion: '',
      provincia: '',
      telefono_oficina: '',
      distrito: '',
    });
  });

  it('without invisible characters, in NFC, with single spaces', () => {
    const { properties } = mapWith({ lastname: '\ufeff Pen\u0303a\u00a0 \u200bMora ' });
    expect(properties['lastname']).toBe('Pe\u00f1a Mora');
  });

  it('with garbled text repaired, and a finding that says so', () => {
    const { properties, codes } = mapWith({ firstname: 'JosÃ©' });
    expect(properties['firstname']).toBe('José');
    expect(codes).toEqual(['TEXT_REPAIRED firstname']);
  });

  it('without the sensitive fields when the mapping leaves them out', () => {
    const { properties } = mapRow(row, testMapping([[['sync', 'sensitiveFields'], 'leaveOut']]));
    const sensitive = mapping.fields.filter((field) => field.sensitive).map(({ property }) => property);
    expect(sensitive.length).toBeGreaterThan(10);
    expect(Object.keys(properties).filter((property) => sensitive.includes(property))).toEqual([]);
  });

  it('with what columns of other types hold, as it prints', () => {
    const values = {
      ...row,
      marital_status: 5,
      salario_bruto_semanal_o_quincenal: 300_000.5,
      telefono_habitacion: 88887777,
      email: undefined,
    };
    expect(mapRow(values, mapping)).toMatchObject({
      properties: {
        marital_status: 'Unión Libre',
        salario_bruto_semanal_o_quincenal: '300000.5',
        telefono_habitacion: '+50688887777',
      },
      findings: [{ code: 'REQUIRED_MISSING', property: 'email' }],
    });
  });
});

describe('a faulty row', () => {
  it.each([
    ['email', null, 'REQUIRED_MISSING'],
    ['email', 'ana@example.con', 'EMAIL_INVALID'],
    ['no__de_cedula', '12345', 'CEDULA_INVALID'],
    ['firstname', ' ', 'REQUIRED_MISSING'],
    ['firstname', 'NO TIENE', 'REQUIRED_MISSING'],
    ['lastname', 'MU?OZ', 'NAME_DAMAGED'],
    ['numero_asociado', '000', 'NUMERO_INVALID'],
  ])('is rejected: %s = %j is %s, named by property and shape', (column, value, code) => {
    const { rejected, findings } = mapWith({ [column]: value });
    expect(rejected).toBe(true);
    expect(findings).toMatchObject([{ code, severity: 'error', property: column }]);
    expect(JSON.stringify(findings)).not.toContain(value?.trim() || 'no value');
  });

  it.each([
    ['telefono_habitacion', '12', 'PHONE_INVALID'],
    ['marital_status', '9', 'OPTION_UNKNOWN'],
    ['date_of_birth', '1985-02-30', 'DATE_INVALID'],
    ['salario_bruto_semanal_o_quincenal', '-5.00', 'SALARY_INVALID'],
    ['distrito', 'San Rafel', 'DISTRICT_UNKNOWN'],
    ['distrito', 'San R?fael', 'TEXT_DAMAGED'],
  ])('is sent without the field: %s = %j is %s', (column, value, code) => {
    const { rejected, findings, properties } = mapWith({ [column]: value });
    expect(rejected).toBe(false);
    expect(findings).toMatchObject([{ code, severity: 'warning', property: column }]);
    expect(properties).not.toHaveProperty(column);
  });

  it('is rejected for what would only cost an optional field, when the field is required', () => {
    const strict = testMapping([[['fields', PHONE, 'required'], true]]);
    expect(mapWith({ telefono_habitacion: '12' }, strict)).toMatchObject({
      rejected: true,
      findings: [{ code: 'PHONE_INVALID', severity: 'error' }],
    });
  });
});

describe('a place', () => {
  it('is sent by its official name', () => {
    const { properties, codes } = mapWith({
      provincia: 'SAN JOSE',
      canton: 'escazu',
      distrito: 'san rafael',
    });
    expect(codes).toEqual([]);
    expect(properties).toMatchObject({ provincia: 'San José', canton: 'Escazú', distrito: 'San Rafael' });
  });

  it('that is unknown is left out with what lies in it, and the associate goes', () => {
    const { properties, codes, rejected } = mapWith({
      provincia: 'Cartago',
      canton: 'Escazú',
      distrito: 'San Rafael',
    });
    expect(codes).toEqual(['CANTON_UNKNOWN canton', 'DIVISION_PARENT_UNKNOWN distrito']);
    expect(rejected).toBe(false);
    expect(properties).toMatchObject({ provincia: 'Cartago' });
    expect(Object.keys(properties)).not.toContain('canton');
    expect(Object.keys(properties)).not.toContain('distrito');
  });
});

describe('salaries', () => {
  it.each([
    ['300000', '300000.00', []],
    ['300000', '299999,99', []],
    ['300.000,50', '300,000.49', []],
    ['300000', '300000.01', ['NET_ABOVE_GROSS salario_neto_semanal_o_quincenal']],
    ['99999.99', '100000', ['NET_ABOVE_GROSS salario_neto_semanal_o_quincenal']],
    [null, '300000', []],
    ['300000', null, []],
  ])(
    'of %s gross and %s net: %j',
    (salario_bruto_semanal_o_quincenal, salario_neto_semanal_o_quincenal, codes) => {
      const mapped = mapWith({ salario_bruto_semanal_o_quincenal, salario_neto_semanal_o_quincenal });
      expect(mapped.codes).toEqual(codes);
      expect(mapped.rejected).toBe(false);
      expect('salario_bruto_semanal_o_quincenal' in mapped.properties).toBe(codes.length === 0);
      expect('salario_neto_semanal_o_quincenal' in mapped.properties).toBe(codes.length === 0);
    },
  );
});

describe('a field', () => {
  it('with neverClear is not sent empty, and is sent otherwise', () => {
    const kept = testMapping([
      [['fields', PHONE, 'policy'], 'neverClear'],
      [['beneficiaries', 'policy'], 'neverClear'],
    ]);
    const { properties, findings } = mapRow(
      { ...row, telefono_habitacion: '22120000', numero_de_cedula__beneficiario_4_: null },
      kept,
    );
    expect(properties).not.toHaveProperty('telefono_habitacion');
    expect(properties).not.toHaveProperty('numero_de_cedula__beneficiario_4_');
    expect(findings).toMatchObject([{ code: 'BENEFICIARY_CEDULA_MISSING' }]);
    expect(mapRow(row, kept).properties).toEqual(mapRow(row, mapping).properties);
  });

  it('with a transform is changed before its rule sees it', () => {
    const changed = testMapping([
      [['fields', NUMERO, 'transform'], 'digits'],
      [['fields', NUMERO, 'pattern'], '[0-9]{6}'],
    ]);
    expect(mapRow(row, changed).properties).toMatchObject({
      numero_asociado: '000004',
      numero_asociado_clave: '000004',
    });
  });

  it('of rule numero follows the pattern of the mapping file from end to end', () => {
    const strict = testMapping([[['fields', NUMERO, 'pattern'], 'A-[0-9]{6}']]);
    expect(mapRow(row, strict).findings).toEqual([]);
    expect(mapWith({ numero_asociado: 'A-0000041' }, strict)).toMatchObject({
      rejected: true,
      codes: ['NUMERO_INVALID numero_asociado'],
    });
  });

  it('of rule cedula fills the property for the kind of document', () => {
    const typed = testMapping([[['fields', CEDULA, 'typeProperty'], 'tipo_documento']]);
    const kindOf = (cedula: string | null) =>
      mapWith({ no__de_cedula: cedula }, typed).properties['tipo_documento'];
    expect([kindOf('5-9900-0004'), kindOf('155899999999'), kindOf('3-101-999999')]).toEqual([
      '01',
      '03',
      '02',
    ]);
    expect(kindOf('12345')).toBeUndefined();
  });

  it('has the portal’s own option values', () => {
    const portal = testMapping([[['fields', 9, 'options'], { 4: 'viudo_a', 5: 'union_libre' }]]);
    expect(mapRow(row, portal).properties['marital_status']).toBe('union_libre');
  });

  it('without a value is as missing as it is in SQL Server', () => {
    const { properties } = mapRow({ numero_asociado: 'A-1', firstname: row['firstname'] }, mapping);
    expect(properties).toMatchObject({ numero_asociado: 'A-1', telefono_habitacion: '', provincia: '' });
    expect(properties).not.toHaveProperty('email');
    expect(mapping.fields[FIRSTNAME]?.required).toBe(true);
  });
});
