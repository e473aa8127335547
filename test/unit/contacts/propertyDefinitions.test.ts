import { describe, expect, it } from 'vitest';
import { propertiesToSend } from '../../../shared/contacts/mapping.ts';
import { propertyDefinitions } from '../../../shared/contacts/propertyDefinitions.ts';
import { testMapping } from '../../support/mappingFile.ts';

const namesOf = (...changes: Parameters<typeof testMapping>) =>
  propertyDefinitions(testMapping(...changes)).map(({ name }) => name);

describe('the properties HubSpot must have', () => {
  it('are those that are written, the key of our own first', () => {
    const mapping = testMapping();
    expect(namesOf()).toEqual(propertiesToSend(mapping));
    expect(propertyDefinitions(mapping)[0]).toMatchObject({ name: 'numero_asociado_clave', isUnique: true });
    expect(propertyDefinitions(mapping).filter(({ isUnique }) => isUnique)).toHaveLength(1);
  });

  it('have no key beside the field that is unique itself', () => {
    const names = namesOf([[['hubspot', 'keyProperty'], 'numero_asociado']]);
    expect(names).toHaveLength(28);
    expect(new Set(names).size).toBe(28);
  });

  it('hold each internal value of an enumeration once', () => {
    const frequency = propertyDefinitions(testMapping()).find(({ name }) => name === 'frecuencia_salario');
    expect(frequency?.options).toEqual(['semanal', 'bisemanal', 'quincenal', 'mensual']);
  });

  it('include the one for the kind of document, and exclude what is left out', () => {
    expect(namesOf([[['fields', 1, 'typeProperty'], 'tipo_documento']])).toContain('tipo_documento');
    expect(namesOf([[['sync', 'sensitiveFields'], 'leaveOut']])).not.toContain('salario_bruto');
  });
});
