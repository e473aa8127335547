import { describe, expect, it } from 'vitest';
import type { Mapping } from '../../../shared/contacts/mapping.ts';
import { mapRow } from '../../../shared/contacts/mapRow.ts';
import { type AssociateRow, inventAssociate } from '../../support/associates.ts';
import { type MappingChange, testMapping } from '../../support/mappingFile.ts';

const STAMP = '2026-01-05T00:00:00.000';
const own = inventAssociate(5, STAMP, 0);

/** A mapping whose beneficiaries are a set of fields spelt out one by one. */
function setOf(fields: readonly Readonly<Record<string, unknown>>[]): Mapping {
  const listed = fields.map((field, index): MappingChange => {
    const { column } = field;
    return [
      ['fields', 16 + index],
      { property: column, label: column, type: 'string', set: 'familia', ...field },
    ];
  });
  return testMapping([[['beneficiaries'], undefined], ...listed]);
}

const name = (column: string, slot?: number) => ({ column, rule: 'name', ...(slot ? { slot } : {}) });
const cedula = (column: string, slot?: number) => ({ column, rule: 'cedula', ...(slot ? { slot } : {}) });
const share = (column: string, slot?: number) => ({ column, rule: 'percentage', ...(slot ? { slot } : {}) });
const codesOf = (row: AssociateRow, mapping: Mapping) =>
  mapRow({ ...own, ...row }, mapping).findings.map(({ code, property }) => `${code} ${property}`);

describe('whose share a share is', () => {
  it('does not hang on digits in the names of the columns', () => {
    const mapping = testMapping();
    const first = { numero_de_cedula__beneficiario_1_: '1-9901-0001', porcentaje__beneficiario_1_: '100' };
    expect(codesOf({ nombre_y_apellidos__beneficiario_01_: null, ...first }, mapping)).toEqual([
      'BENEFICIARY_NAME_MISSING nombre_y_apellidos__beneficiario_01_',
    ]);
    expect(
      codesOf(
        {
          ...inventAssociate(5, STAMP, 3),
          ...Object.fromEntries([1, 2, 3].map((slot) => [`porcentaje__beneficiario_${slot}_`, '33.33'])),
          ...Object.fromEntries(
            [1, 2, 3].map((slot) => [`nombre_y_apellidos__beneficiario_0${slot}_`, 'Ana']),
          ),
          ...Object.fromEntries(
            [1, 2, 3].map((slot) => [`numero_de_cedula__beneficiario_${slot}_`, `1990${slot}0001`]),
          ),
        },
        mapping,
      ),
    ).toEqual(['BENEFICIARIES_ROUNDED beneficiaries']);
  });

  it.each([
    ['by row', [name('a'), cedula('b'), share('c'), name('d'), cedula('e'), share('f')]],
    ['by column', [name('a'), name('d'), cedula('b'), cedula('e'), share('c'), share('f')]],
    ['by number', [share('f', 2), name('a', 1), cedula('b', 1), cedula('e', 2), share('c', 1), name('d', 2)]],
  ])('is known from the order of a list of fields: %s', (_, fields) => {
    const mapping = setOf(fields);
    const whole = { a: 'Ana', b: '1-9901-0001', c: '50', d: 'Luz', e: '1-9902-0001', f: '50' };
    expect(codesOf(whole, mapping)).toEqual([]);
    expect(codesOf({ ...whole, d: null }, mapping)).toEqual(['BENEFICIARY_NAME_MISSING d']);
    expect(codesOf({ ...whole, c: null }, mapping)).toContain('BENEFICIARY_SHARE_MISSING c');
  });

  it.each([
    [
      'nobody can tell',
      [name('a'), share('b'), name('c'), cedula('d'), share('e')],
      'fields[16].set',
      '`slot: 1`',
    ],
    [
      'one has two',
      [name('a', 1), share('b', 1), share('c', 1)],
      'fields[18].slot',
      'second field of rule percentage',
    ],
    [
      'only some say it',
      [name('a', 1), share('b', 1), name('c'), share('d', 2)],
      'fields[18].set',
      '`slot: 1`',
    ],
  ])('is refused by field where %s', (_, fields, place, hint) => {
    expect(() => setOf(fields)).toThrow(place);
    expect(() => setOf(fields)).toThrow(hint);
  });

  it('needs a set', () => {
    expect(() => testMapping([[['fields', 2, 'slot'], 1]])).toThrow('does nothing without `set`');
  });
});

describe('a slot above the first', () => {
  const mapping = testMapping();
  const ofSlots = (properties: Readonly<Record<string, string>>) =>
    Object.keys(properties).filter((property) => property.includes('beneficiario'));

  it.each([1, 2, 4])('goes when the row has its columns: %s of 4', (slots) => {
    const { properties, findings } = mapRow(inventAssociate(4, STAMP, slots), mapping);
    expect(ofSlots(properties)).toHaveLength(3 * slots);
    expect(findings).toEqual([]);
  });

  it('is cleared when its columns are there and hold nothing, and left alone when they are not there', () => {
    const row = inventAssociate(4, STAMP, 2);
    const second = { nombre_y_apellidos__beneficiario_02_: null, numero_de_cedula__beneficiario_2_: null };
    const cleared = mapRow({ ...row, ...second, porcentaje__beneficiario_2_: null }, mapping).properties;
    expect(cleared).toHaveProperty('nombre_y_apellidos__beneficiario_02_', '');
    expect(mapRow(inventAssociate(4, STAMP, 1), mapping).properties).not.toHaveProperty(
      'nombre_y_apellidos__beneficiario_02_',
    );
  });

  it('may be there without the one below it', () => {
    const gap = Object.fromEntries(
      Object.entries(inventAssociate(4, STAMP, 3)).filter(([column]) => !/_0?2_$/.test(column)),
    );
    expect(ofSlots(mapRow(gap, mapping).properties)).toHaveLength(6);
  });
});
