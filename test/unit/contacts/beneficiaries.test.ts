import { describe, expect, it } from 'vitest';
import { mapRow } from '../../../shared/contacts/mapRow.ts';
import { type AssociateRow, inventAssociate } from '../../support/associates.ts';
import { testMapping } from '../../support/mappingFile.ts';

/** name · cédula · share of one slot; cédulas use tomos that were never issued. */
type Slot = readonly [name: string | null, cedula: string | null, share: string | null];
const A = '1-9901-0001';
const B = '2-9901-0002';
const C = '3-9901-0003';
const OWN = '9-9901-0009';
const EMPTY: Slot = [null, null, null];

const mapping = testMapping([[['beneficiaries', 'slots'], 10]]);
const properties = mapping.fields
  .filter(({ set }) => set === 'beneficiaries')
  .map(({ property }) => property);

function mapSlots(...slots: readonly Slot[]) {
  const row: AssociateRow = { ...inventAssociate(5, '2026-01-05T00:00:00.000'), no__de_cedula: OWN };
  for (let slot = 1; slot <= 10; slot++) {
    const [name, cedula, share] = slots[slot - 1] ?? EMPTY;
    row[`nombre_y_apellidos__beneficiario_${String(slot).padStart(2, '0')}_`] = name;
    row[`numero_de_cedula__beneficiario_${slot}_`] = cedula;
    row[`porcentaje__beneficiario_${slot}_`] = share;
  }
  const mapped = mapRow(row, mapping);
  const sent = properties.flatMap((property) => mapped.properties[property] ?? []);
  const codes = mapped.findings.map(({ code, property }) => `${code} ${property}`);
  return { mapped, sent, codes };
}

const equal = (count: number, share: string): Slot[] =>
  Array.from({ length: count }, (_, index) => ['Ana Mora', `1-9902-000${index}`, share]);

/** source · slots · findings; a set with only these is sent. */
const SENT: readonly (readonly [string, readonly Slot[], readonly string[]])[] = [
  ['one of all', [['Ana Mora', A, '100.00']], []],
  [
    'to the hundredth',
    [
      ['Ana Mora', A, '33.34'],
      ['Luz Mora', B, '33.33'],
      ['Eva Mora', C, '33.33'],
    ],
    [],
  ],
  // 16.67 × 5 + 16.65 in floats is 100.00000000000001 in one of the orders.
  ['never floats', [...equal(5, '16.67'), ['Eva Mora', C, '16.65']], []],
  ['a gap between', [['Ana Mora', A, '50'], EMPTY, ['Luz Mora', B, '50']], []],
  [
    'zeros of a numeric column',
    [
      ['Ana Mora', A, '100'],
      [null, null, '0.00'],
    ],
    [],
  ],
  ['less than hundredths can say', [['Ana Mora', A, '99.999']], ['BENEFICIARIES_ROUNDED beneficiaries']],
  ['thirds of a float column', equal(3, '33.333333333333336'), []],
  ['sevenths with six decimals', [...equal(6, '14.285714'), ['Eva Mora', C, '14.285716']], []],
  [
    'zeros of numeric columns',
    [
      ['Ana Mora', A, '100'],
      ['', '0', '0'],
      ['0', '000000000', '0.00'],
      [null, '0-0000-0000', null],
    ],
    [],
  ],
  [
    'a minor’s cédula in a numeric column',
    [['Ana Mora', '0', '100']],
    ['BENEFICIARY_CEDULA_MISSING numero_de_cedula__beneficiario_1_'],
  ],
  ['remainder of an equal split', equal(3, '33.33'), ['BENEFICIARIES_ROUNDED beneficiaries']],
  ['remainder of an equal split', equal(6, '16.67'), ['BENEFICIARIES_ROUNDED beneficiaries']],
  ['remainder of an equal split', equal(7, '14.29'), ['BENEFICIARIES_ROUNDED beneficiaries']],
  ['remainder of an equal split', equal(9, '11.11'), ['BENEFICIARIES_ROUNDED beneficiaries']],
  [
    'a minor without a card',
    [['Ana Mora', null, '100']],
    ['BENEFICIARY_CEDULA_MISSING numero_de_cedula__beneficiario_1_'],
  ],
  ['a legal person (Ley 8956, art. 5)', [['Fundación Luz', '3-101-999999', '100']], []],
];

/** source · slots · the findings that keep the set, and only the set, from HubSpot. */
const WITHHELD: readonly (readonly [string, readonly Slot[], readonly string[]])[] = [
  ['a hundredth short', [['Ana Mora', A, '99.99']], ['BENEFICIARIES_NOT_100 beneficiaries']],
  [
    'unequal, by one hundredth',
    [
      ['Ana Mora', A, '50.00'],
      ['Luz Mora', B, '49.99'],
    ],
    ['BENEFICIARIES_NOT_100 beneficiaries'],
  ],
  ['equal, beyond rounding', equal(3, '33.3'), ['BENEFICIARIES_NOT_100 beneficiaries']],
  ['never rescaled', equal(2, '0.5'), ['BENEFICIARIES_NOT_100 beneficiaries']],
  ['above 100', [['Ana Mora', A, '100.01']], ['PERCENTAGE_INVALID porcentaje__beneficiario_1_']],
  [
    'a ten-thousandth each, and unequal',
    [
      ['Ana Mora', A, '50.0002'],
      ['Luz Mora', B, '50'],
    ],
    ['BENEFICIARIES_NOT_100 beneficiaries'],
  ],
  [
    'one cédula twice, in other writings',
    [
      ['Ana Mora', A, '50'],
      ['Luz Mora', '199010001', '50'],
    ],
    ['BENEFICIARY_DUPLICATE numero_de_cedula__beneficiario_2_'],
  ],
  [
    'the associate’s own',
    [['Ana Mora', '09-9901-0009', '100']],
    ['BENEFICIARY_IS_ASSOCIATE numero_de_cedula__beneficiario_1_'],
  ],
  [
    'a cédula and no name',
    [[null, A, '100']],
    ['BENEFICIARY_NAME_MISSING nombre_y_apellidos__beneficiario_01_'],
  ],
  [
    'a share and no name',
    [[null, null, '100']],
    ['BENEFICIARY_NAME_MISSING nombre_y_apellidos__beneficiario_01_'],
  ],
  [
    'a name and no share',
    [
      ['Ana Mora', A, null],
      ['Luz Mora', B, '100'],
    ],
    ['BENEFICIARY_SHARE_MISSING porcentaje__beneficiario_1_'],
  ],
  [
    'a name and a share of nothing',
    [
      ['Ana Mora', A, '0'],
      ['Luz Mora', B, '100'],
    ],
    ['BENEFICIARY_SHARE_MISSING porcentaje__beneficiario_1_'],
  ],
  ['zeros for a name', [['0', A, '100']], ['BENEFICIARY_NAME_MISSING nombre_y_apellidos__beneficiario_01_']],
  ['no cédula at all', [['Ana Mora', '123', '100']], ['CEDULA_INVALID numero_de_cedula__beneficiario_1_']],
];

describe('beneficiaries', () => {
  it.each(SENT)('(%s) %j are sent, with %j', (_, slots, codes) => {
    const found = mapSlots(...slots);
    expect(found.codes).toEqual(codes);
    expect(found.mapped.rejected).toBe(false);
    expect(found.sent).toHaveLength(properties.length);
  });

  it.each(WITHHELD)('(%s) %j are withheld as a set, with %j, and the associate goes', (_, slots, codes) => {
    const found = mapSlots(...slots);
    expect(found.codes).toEqual(codes);
    expect(found.mapped.findings.every(({ severity }) => severity === 'warning')).toBe(true);
    expect(found.mapped.rejected).toBe(false);
    expect(found.sent).toEqual([]);
    expect(found.mapped.properties).toHaveProperty('email');
  });

  it('who are gone are cleared in HubSpot, slot by slot', () => {
    const { mapped, sent } = mapSlots(['Ana Mora', A, '100'], [null, ' ', '0']);
    expect(mapped.properties).toMatchObject({
      nombre_y_apellidos__beneficiario_01_: 'Ana Mora',
      nombre_y_apellidos__beneficiario_02_: '',
      numero_de_cedula__beneficiario_2_: '',
      porcentaje__beneficiario_2_: '',
      porcentaje__beneficiario_10_: '',
    });
    expect(sent).toHaveLength(30);
    expect(mapSlots().sent).toEqual(properties.map(() => ''));
  });

  it('listed as a set of fields are judged the same as those of one entry', () => {
    const listed = testMapping([
      [['beneficiaries'], undefined],
      ...['nombre', 'cedula', 'porcentaje'].map(
        (part, index) =>
          [
            ['fields', 16 + index],
            {
              column: `ben7_${part}`,
              property: `ben7_${part}`,
              label: part,
              type: 'string',
              rule: ['name', 'cedula', 'percentage'][index],
              set: 'familia',
            },
          ] as const,
      ),
    ]);
    const row = { ...inventAssociate(5, '2026-01-05T00:00:00.000'), ben7_nombre: 'Ana Mora', ben7_cedula: A };
    expect(mapRow({ ...row, ben7_porcentaje: '100' }, listed).findings).toEqual([]);
    expect(mapRow({ ...row, ben7_porcentaje: '90' }, listed).findings).toMatchObject([
      { code: 'BENEFICIARIES_NOT_100', property: 'familia' },
    ]);
  });
});

it('a sum holds to the hundredth for any split of 100', () => {
  for (let first = 1; first < 10_000; first += 7) {
    const share = (hundredths: number) => (hundredths / 100).toFixed(2);
    const sound = mapSlots(['Ana Mora', A, share(first)], ['Luz Mora', B, share(10_000 - first)]);
    expect(sound.codes).toEqual([]);
    const off = mapSlots(['Ana Mora', A, share(first)], ['Luz Mora', B, share(9_998 - first)]);
    expect(off.sent).toEqual([]);
  }
});
