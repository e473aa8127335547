import { describe, expect, it } from 'vitest';
import { fingerprint, mappingVersion } from '../../../shared/contacts/fingerprint.ts';
import { mapRow } from '../../../shared/contacts/mapRow.ts';
import type { RuleVersions } from '../../../shared/contacts/ruleVersions.ts';
import { type AssociateRow, inventAssociate } from '../../support/associates.ts';
import { type MappingChange, testMapping } from '../../support/mappingFile.ts';

const version = new Map([
  ['a', '1'],
  ['b', '1'],
]);

describe('a fingerprint', () => {
  it('does not depend on the order of the properties', () => {
    expect(fingerprint({ a: '1', b: '2' }, version)).toBe(fingerprint({ b: '2', a: '1' }, version));
  });

  it('changes with any value, any name and the version of a property that has a value', () => {
    const prints = [
      fingerprint({ a: '1', b: '2' }, version),
      fingerprint({ a: '2', b: '1' }, version),
      fingerprint({ a: '12', b: '' }, version),
      fingerprint({ a: '1' }, version),
      fingerprint({ a: '1', b: '2', c: '3' }, version),
      fingerprint({ a: '1', b: '2', c: '4' }, version),
      fingerprint({ a: '1', b: '2' }, new Map([...version, ['b', '2']])),
    ];
    expect(new Set(prints).size).toBe(prints.length);
  });

  it('does not change with the version of a property without a value', () => {
    const other = new Map([...version, ['b', '2']]);
    expect(fingerprint({ a: '1', b: '' }, other)).toBe(fingerprint({ a: '1', b: '' }, version));
    expect(fingerprint({ a: '1' }, other)).toBe(fingerprint({ a: '1' }, version));
  });
});

describe('a changed rule', () => {
  const mapping = testMapping();
  const withWhatsapp = inventAssociate(4, '2026-01-05T00:00:00.000');
  const without = { ...withWhatsapp, hs_whatsapp_phone_number: null };
  const print = (row: AssociateRow, rules?: RuleVersions) =>
    fingerprint(mapRow(row, mapping).properties, mappingVersion(mapping, rules));

  it('sends again what it touches, and nothing else', () => {
    expect(print(withWhatsapp, { whatsapp: 2 })).not.toBe(print(withWhatsapp, {}));
    expect(print(without, { whatsapp: 2 })).toBe(print(without, {}));
  });
});

describe('a changed mapping', () => {
  const row = inventAssociate(4, '2026-01-05T00:00:00.000', 4);
  const print = (changes: readonly MappingChange[]) => {
    const mapping = testMapping(changes);
    return fingerprint(mapRow(row, mapping).properties, mappingVersion(mapping));
  };
  const shipped = print([]);
  const newField = {
    column: 'sucursal',
    property: 'sucursal',
    label: 'Sucursal',
    type: 'string',
    rule: 'text',
  };

  it.each<[string, MappingChange]>([
    ['another rule', [['fields', 0, 'rule'], 'text']],
    ['another transform', [['fields', 0, 'transform'], 'upper']],
    ['another option', [['fields', 9, 'options', '5'], 'union_libre']],
    ['another type', [['fields', 9, 'type'], 'string']],
    ['another policy', [['fields', 9, 'policy'], 'ifEmpty']],
    ['another property', [['fields', 9, 'property'], 'estado_civil']],
    ['a new field', [['fields', 16], newField]],
    ['fewer beneficiaries', [['beneficiaries', 'slots'], 3]],
    ['the switch for sensitive fields', [['sync', 'sensitiveFields'], 'leaveOut']],
  ])('sends again: %s', (_, change) => {
    expect(print([change])).not.toBe(shipped);
  });

  it.each<[string, MappingChange]>([
    ['how the source is read', [['source', 'overlapSeconds'], 5]],
    ['what people read', [['fields', 9, 'label'], 'Estado']],
    ['where a property is shown', [['fields', 9, 'group'], 'contactinformation']],
    ['room for more beneficiaries than the table has', [['beneficiaries', 'slots'], 5]],
  ])('sends nothing again: %s', (_, change) => {
    expect(print([change])).toBe(shipped);
  });
});
