import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { keyField } from '../../../shared/contacts/mapping.ts';
import { readExampleTable } from '../../checks/exampleTable.ts';
import { defaultContactProperties } from '../../standins/hubspot/properties/defaultContactProperties.ts';
import { COOPERATIVE_FIELDS, type CooperativeField } from '../../support/cooperativeFields.ts';
import { DEFAULT_MAPPING_FILE, testMapping } from '../../support/mappingFile.ts';

const mapping = testMapping();
const demanded = mapping.fields.filter(({ isOptional }) => !isOptional);

/** The document's types in HubSpot's words. */
const HUBSPOT_TYPES: Readonly<Record<CooperativeField['type'], readonly string[]>> = {
  text: ['string'],
  email: ['string'],
  phone: ['phone_number', 'string'],
  date: ['date'],
  enumeration: ['enumeration'],
  number: ['number'],
};

/** The rules that do what the document's validations say. */
const RULES: Readonly<Record<string, readonly string[]>> = {
  'Formato específico': ['numero'],
  'Validación cédula CR': ['cedula'],
  'No vacío': ['name', 'surname'],
  'Formato email válido': ['email'],
  'Formato teléfono': ['phone', 'whatsapp'],
  'Formato ISO': ['birthDate'],
  'Valores predefinidos': ['option'],
  'Lista válida': ['provincia', 'canton', 'distrito'],
  'Valor positivo': ['salary'],
  'Valores válidos': ['option'],
  'Formato nombre': ['name'],
  'Formato cédula': ['cedula'],
  '0-100%': ['percentage'],
};

describe('the mapping file that ships', () => {
  it('has every field of the document, under its own names, in its order, and no other', () => {
    expect(demanded.map(({ column, property }) => ({ column, property }))).toEqual(
      COOPERATIVE_FIELDS.map(({ column, property }) => ({ column, property })),
    );
  });

  it.each(COOPERATIVE_FIELDS)('has $column with the type, need and validation of the document', (wanted) => {
    const field = demanded.find(({ column }) => column === wanted.column);
    expect(HUBSPOT_TYPES[wanted.type]).toContain(field?.type);
    expect(field?.required).toBe(wanted.isRequired);
    expect(RULES[wanted.validation]).toContain(field?.rule);
  });

  it('has the marital statuses of the document', () => {
    expect(mapping.fields.find(({ column }) => column === 'marital_status')?.options).toEqual({
      1: 'Soltero',
      2: 'Casado',
      3: 'Divorciado',
      4: 'Viudo',
      5: 'Unión Libre',
    });
  });

  it('has labels from which HubSpot makes these names', () => {
    const ofHubSpot = new Set(defaultContactProperties().map(({ name }) => name));
    const own = mapping.fields.filter(({ property }) => !ofHubSpot.has(property));
    expect(own.map(({ label }) => nameFromLabel(label))).toEqual(own.map(({ property }) => property));
  });

  it('takes an associate without a cédula when one line says so', () => {
    const line = /column: no__de_cedula, .*required: true/;
    expect(readFileSync(DEFAULT_MAPPING_FILE, 'utf8').match(line)).toHaveLength(1);
    const index = mapping.fields.findIndex(({ column }) => column === 'no__de_cedula');
    const relaxed = testMapping([[['fields', index, 'required'], false]]);
    expect(relaxed.fields[index]).toMatchObject({ required: false, identifies: 'cedula' });
  });
});

it('the example table has the columns of the document and the stamp, and no other', () => {
  const { columns, key } = readExampleTable();
  const names = COOPERATIVE_FIELDS.map(({ column }) => column);
  expect(columns.map(({ name }) => name)).toEqual([...names, mapping.source.changedAt]);
  expect(key).toBe(keyField(mapping).column);
});

/** As HubSpot derives an internal name: lower case, without accents, `_` for what is neither letter nor digit. */
function nameFromLabel(label: string): string {
  return label
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '_');
}
