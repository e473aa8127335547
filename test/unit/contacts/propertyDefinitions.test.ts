import { describe, expect, it } from 'vitest';
import { propertyDefinitions } from '../../../shared/contacts/propertyDefinitions.ts';
import { testMapping } from '../../support/mappingFile.ts';

const named = (name: string, mapping = testMapping()) =>
  propertyDefinitions(mapping).find((definition) => definition.name === name);

describe('the properties that the mapping wants', () => {
  it('are one for each field and one for the key, in the group of the cooperative', () => {
    const mapping = testMapping();
    const definitions = propertyDefinitions(mapping);
    expect(definitions.map(({ name }) => name)).toEqual([
      mapping.hubspot.keyProperty,
      ...mapping.fields.map(({ property }) => property),
    ]);
    expect(new Set(definitions.map(({ groupName }) => groupName))).toEqual(new Set(['hubspot_sync']));
  });

  it.each([
    ['no__de_cedula', 'string', 'text'],
    ['salario_bruto_semanal_o_quincenal', 'number', 'number'],
    ['frecuencia_deposito_de_su_salario', 'enumeration', 'select'],
    ['hs_whatsapp_phone_number', 'phone_number', 'phonenumber'],
  ])('have the type of the mapping: %s is %s, shown as %s', (name, type, fieldType) => {
    expect(named(name)).toMatchObject({ type, fieldType });
  });

  it('have the label of the mapping, and are not unique', () => {
    expect(named('distrito')).toEqual({
      name: 'distrito',
      label: 'Distrito',
      type: 'string',
      fieldType: 'text',
      groupName: 'hubspot_sync',
    });
  });

  it('keep two contacts from having one cédula', () => {
    expect(named('no__de_cedula')).toMatchObject({ hasUniqueValue: true });
    expect(named('numero_de_cedula__beneficiario_1_')?.hasUniqueValue).toBeUndefined();
  });

  it('show a date as a date', () => {
    const index = testMapping().fields.findIndex(({ property }) => property === 'distrito');
    expect(named('distrito', testMapping([[['fields', index, 'type'], 'date']]))).toMatchObject({
      type: 'date',
      fieldType: 'date',
    });
  });

  it('have each option once, although several SQL values may mean it, and texts have none', () => {
    const options = ['semanal', 'bisemanal', 'quincenal', 'mensual'];
    expect(named('frecuencia_deposito_de_su_salario')?.options).toEqual(
      options.map((value, displayOrder) => ({ label: value, value, hidden: false, displayOrder })),
    );
    expect(named('provincia')).not.toHaveProperty('options');
  });

  it('leave out what may not go to HubSpot', () => {
    const definitions = propertyDefinitions(testMapping([[['sync', 'sensitiveFields'], 'leaveOut']]));
    expect(definitions.map(({ name }) => name)).not.toContain('salario_bruto_semanal_o_quincenal');
  });
});

describe('the key', () => {
  const key = { type: 'string', fieldType: 'text', hasUniqueValue: true };

  it('is a text with unique values of its own, beside the property of the key field', () => {
    expect(named('numero_asociado_clave')).toMatchObject({ ...key, label: 'Número asociado (clave)' });
    expect(named('numero_asociado')).not.toHaveProperty('hasUniqueValue');
  });

  it('is the property of the key field where the mapping says so, and then is not listed twice', () => {
    const mapping = testMapping([[['hubspot', 'keyProperty'], 'numero_asociado']]);
    const definitions = propertyDefinitions(mapping);
    expect(definitions).toHaveLength(mapping.fields.length);
    expect(definitions[0]).toMatchObject({ ...key, name: 'numero_asociado', label: 'Número asociado' });
  });
});
