import { describe, expect, it } from 'vitest';
import { FINDINGS } from '../../../shared/contacts/findings.ts';
import { propertiesToSend } from '../../../shared/contacts/mapping.ts';
import { type MappedContact, mapRow } from '../../../shared/contacts/mapRow.ts';
import { checkKey, fitToPortal, type PortalProperty } from '../../../shared/contacts/portal.ts';
import { inventAssociate } from '../../support/associates.ts';
import { testMapping } from '../../support/mappingFile.ts';

const mapping = testMapping();
const types = new Map(mapping.fields.map((field) => [field.property, field]));
/** An associate with four beneficiaries, as the mapping made it. */
const contact = mapRow(inventAssociate(4, '2026-01-05T00:00:00.000', 4), mapping);

/** A portal with every property as the mapping wants it, but for the changes. */
function portalWith(changes: Readonly<Record<string, Partial<PortalProperty> | undefined>> = {}) {
  const portal = new Map<string, PortalProperty>();
  for (const name of propertiesToSend(mapping)) {
    const field = types.get(name);
    const options = [...new Set(Object.values(field?.options ?? {}))];
    portal.set(name, {
      name,
      type: field?.type ?? 'string',
      fieldType: 'text',
      options: field?.type === 'enumeration' ? options : [],
      hasUniqueValue: name === mapping.hubspot.keyProperty,
      readOnly: false,
    });
  }
  for (const [name, change] of Object.entries(changes)) {
    const property = portal.get(name);
    if (property && change) portal.set(name, { ...property, ...change });
    else portal.delete(name);
  }
  return portal;
}

const withValue = (property: string, value: string): MappedContact => ({
  ...contact,
  properties: { ...contact.properties, [property]: value },
});

describe('a contact that the portal takes as it is', () => {
  it('goes through unchanged', () => {
    expect(fitToPortal(contact, mapping, portalWith())).toEqual(contact);
  });

  it.each([
    ['a number in a text property', 'salario_bruto_semanal_o_quincenal', { type: 'string' }],
    ['an option in a text property', 'frecuencia_deposito_de_su_salario', { type: 'string' }],
    ['an option where HubSpot’s own property is text', 'marital_status', { type: 'string' }],
    ['a date where HubSpot’s own property is text', 'date_of_birth', { type: 'string' }],
    ['a text in a telephone property', 'telefono_habitacion', { type: 'phone_number' }],
    ['a telephone in a text property', 'hs_whatsapp_phone_number', { type: 'string' }],
    ['a text that is one of the options', 'firstname', { type: 'enumeration', options: ['Zoë', 'Ana'] }],
    ['any text where HubSpot keeps the options', 'firstname', { type: 'enumeration', externalOptions: true }],
  ])('also with %s', (_, property, change) => {
    expect(fitToPortal(contact, mapping, portalWith({ [property]: change }))).toEqual(contact);
  });

  it('also with nothing for a property that it lacks: there is nothing to clear, and the set goes', () => {
    const oneSlot = { numero_de_cedula__beneficiario_4_: undefined, porcentaje__beneficiario_4_: undefined };
    const alone = mapRow(inventAssociate(3, '2026-01-05T00:00:00.000', 4), mapping);
    const portal = portalWith({ ...oneSlot, nombre_y_apellidos__beneficiario_04_: undefined });
    const { properties, findings } = fitToPortal(alone, mapping, portal);
    expect(findings).toEqual([]);
    expect(properties).not.toHaveProperty('porcentaje__beneficiario_4_');
    expect(properties).toHaveProperty('porcentaje__beneficiario_3_', '33.33');
  });

  it('also with an empty value, which clears, whatever the type', () => {
    const empty = withValue('provincia', '');
    for (const type of ['number', 'date', 'datetime', 'enumeration', 'unheard_of']) {
      expect(fitToPortal(empty, mapping, portalWith({ provincia: { type } }))).toEqual(empty);
    }
  });

  it('also with a text of the greatest length', () => {
    const long = withValue('distrito', 'x'.repeat(65_536));
    expect(fitToPortal(long, mapping, portalWith()).findings).toEqual([]);
  });
});

describe('a field that the portal refuses', () => {
  it.each([
    ['the portal lacks it', 'distrito', undefined, 'PROPERTY_MISSING'],
    ['HubSpot fills it', 'distrito', { readOnly: true }, 'PROPERTY_READ_ONLY'],
    ['it is Sensitive Data', 'distrito', { sensitive: true }, 'PROPERTY_SENSITIVE'],
    ['a text for a number', 'distrito', { type: 'number' }, 'PROPERTY_TYPE_MISMATCH'],
    ['a number for a date', 'salario_bruto_semanal_o_quincenal', { type: 'date' }, 'PROPERTY_TYPE_MISMATCH'],
    ['a text for a moment', 'date_of_birth', { type: 'datetime' }, 'PROPERTY_TYPE_MISMATCH'],
    ['a type nobody knows', 'distrito', { type: 'unheard_of' }, 'PROPERTY_TYPE_MISMATCH'],
    [
      'an option that was removed',
      'frecuencia_deposito_de_su_salario',
      { options: ['anual'] },
      'OPTION_UNKNOWN',
    ],
    ['a text that is no option', 'provincia', { type: 'enumeration' }, 'OPTION_UNKNOWN'],
    ['a text that is neither yes nor no', 'distrito', { type: 'bool' }, 'OPTION_UNKNOWN'],
  ])('is left out with a warning, and the record goes: %s', (_, property, change, code) => {
    const { properties, findings, rejected } = fitToPortal(
      contact,
      mapping,
      portalWith({ [property]: change }),
    );
    const { [property]: value = '', ...others } = contact.properties;
    expect({ rejected, properties }).toEqual({ rejected: false, properties: others });
    expect(findings).toMatchObject([{ code, severity: 'warning', property }]);
    expect(JSON.stringify(findings)).not.toContain(`"${value}"`);
  });

  it.each(['a;b', ';a', 'b'])('goes where several options may be chosen, and each exists: %s', (value) => {
    const boxes = { type: 'enumeration', fieldType: 'checkbox', options: ['a', 'b'] };
    const { properties } = fitToPortal(
      withValue('distrito', value),
      mapping,
      portalWith({ distrito: boxes }),
    );
    expect(properties['distrito']).toBe(value);
    const other = fitToPortal(withValue('distrito', `${value};c`), mapping, portalWith({ distrito: boxes }));
    expect(other.findings).toMatchObject([{ code: 'OPTION_UNKNOWN', property: 'distrito' }]);
  });

  it('is left out when its text is too long, and only its shape is told', () => {
    const long = withValue('distrito', 'x'.repeat(65_537));
    const { properties, findings } = fitToPortal(long, mapping, portalWith());
    expect(properties).not.toHaveProperty('distrito');
    expect(findings).toEqual([
      { code: 'TEXT_TOO_LONG', severity: 'warning', property: 'distrito', shape: 'a{200}' },
    ]);
  });

  it.each([
    ['a required field', 'no__de_cedula'],
    ['the key, a property of no field', mapping.hubspot.keyProperty],
  ])('rejects the record when it is %s', (_, property) => {
    const { rejected, findings } = fitToPortal(contact, mapping, portalWith({ [property]: undefined }));
    expect(rejected).toBe(true);
    expect(findings).toMatchObject([{ code: 'PROPERTY_MISSING', severity: 'error', property }]);
  });

  it('takes its whole set with it and never rejects the record', () => {
    const portal = portalWith({ numero_de_cedula__beneficiario_2_: { type: 'number' } });
    const { properties, findings, rejected } = fitToPortal(contact, mapping, portal);
    expect(rejected).toBe(false);
    expect(findings).toHaveLength(1);
    expect(Object.keys(properties).filter((name) => name.includes('beneficiario'))).toEqual([]);
    expect(properties).toHaveProperty('salario_bruto_semanal_o_quincenal');
  });

  it('is told after what the mapping found, and a rejected record stays rejected', () => {
    const before: MappedContact = {
      ...contact,
      findings: [{ code: 'EMAIL_INVALID', severity: 'error', property: 'email', shape: 'a{4}' }],
      rejected: true,
    };
    const { findings, rejected } = fitToPortal(before, mapping, portalWith({ distrito: undefined }));
    expect(rejected).toBe(true);
    expect(findings.map(({ code }) => code)).toEqual(['EMAIL_INVALID', 'PROPERTY_MISSING']);
  });

  it('has a sentence in both languages that says what to do', () => {
    for (const code of [
      'PROPERTY_MISSING',
      'PROPERTY_READ_ONLY',
      'PROPERTY_SENSITIVE',
      'PROPERTY_TYPE_MISMATCH',
      'TEXT_TOO_LONG',
    ] as const) {
      expect(FINDINGS[code].es).toMatch(/no se envía.*\. (?:Quien|Elija|Corrija|Acórtelo)|; no se envía\. /);
      expect(FINDINGS[code].en).toContain('not sent');
    }
  });
});

describe('the key property', () => {
  const { keyProperty } = mapping.hubspot;

  it('works when it was created with unique values', () => {
    expect(checkKey(mapping, portalWith())).toBeUndefined();
  });

  it.each([
    ['the portal does not have', undefined, 'KEY_PROPERTY_MISSING'],
    ['has no unique values', { hasUniqueValue: false }, 'KEY_PROPERTY_NOT_UNIQUE'],
    ['is a number, so that every record would be refused', { type: 'number' }, 'KEY_PROPERTY_UNFIT'],
    ['is filled by HubSpot', { readOnly: true }, 'KEY_PROPERTY_UNFIT'],
    ['is Sensitive Data', { sensitive: true }, 'KEY_PROPERTY_UNFIT'],
  ])('stops the sync when it %s', (_, change, code) => {
    expect(checkKey(mapping, portalWith({ [keyProperty]: change }))).toBe(code);
  });
});
