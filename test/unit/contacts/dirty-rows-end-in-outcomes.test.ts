import { beforeAll, describe, expect, it } from 'vitest';
import { FINDINGS } from '../../../shared/contacts/findings.ts';
import { propertiesToSend } from '../../../shared/contacts/mapping.ts';
import { type MappedContact, mapRow } from '../../../shared/contacts/mapRow.ts';
import { anyTexts, pick } from '../../support/anyText.ts';
import { randomFrom } from '../../support/associates.ts';
import { dirtyAssociate } from '../../support/dirtyAssociate.ts';
import { howMany } from '../../support/howDeep.ts';
import { isCanonical } from '../../support/isCanonical.ts';
import { testMapping } from '../../support/mappingFile.ts';

const ROWS = howMany('dirtyRows');
const mapping = testMapping();
const known = new Set(propertiesToSend(mapping));
const required = mapping.fields.filter((field) => field.required).map(({ property }) => property);
const beneficiaries = mapping.fields.filter(({ set }) => set === 'beneficiaries');

/** What is wrong with what became of a row; nothing of it may depend on the dirt. */
function faultsOf(
  { properties, findings, rejected }: MappedContact,
  row: Readonly<Record<string, unknown>>,
): readonly string[] {
  const faults: string[] = [];
  const isSound = (property: string) => properties[property] !== undefined && properties[property] !== '';
  for (const [property, value] of Object.entries(properties)) {
    if (!known.has(property)) faults.push(`${property} is not of the mapping`);
    if (value !== '' && !isCanonical(value)) faults.push(`${property} is not canonical`);
  }
  for (const { code, severity } of findings) {
    if (!(code in FINDINGS) || !['error', 'warning'].includes(severity)) faults.push(`finding ${code}`);
  }
  if (rejected !== findings.some(({ severity }) => severity === 'error'))
    faults.push('rejected and no error');
  if (!rejected && !required.every(isSound)) faults.push('goes without a required value');
  const ofRow = beneficiaries.filter(({ column, isOptional }) => !isOptional || row[column] !== undefined);
  const sent = ofRow.filter(({ property }) => property in properties);
  if (sent.length !== 0 && sent.length !== ofRow.length) faults.push('a set goes in part');
  return faults;
}

describe(`of ${ROWS.toLocaleString('en')} dirty rows`, () => {
  const faults: string[] = [];
  const unstable: string[] = [];
  const codes = new Set<string>();
  let rejected = 0;

  beforeAll(() => {
    const random = randomFrom(20_261_122);
    for (let index = 1; index <= ROWS; index++) {
      const row = dirtyAssociate(index, random);
      const mapped = mapRow(row, mapping);
      rejected += Number(mapped.rejected);
      for (const { code } of mapped.findings) codes.add(code);
      if (faults.length < 10) faults.push(...faultsOf(mapped, row));
      if (index % 10 === 0 && unstable.length < 10) unstable.push(...changedByAnotherRound(mapped));
    }
  }, 300_000);

  it('every one ends as an outcome, and what is sent is canonical', () => {
    expect(faults).toEqual([]);
    expect(rejected).toBeGreaterThan(ROWS / 100);
    expect(rejected).toBeLessThan(ROWS);
  });

  it('none changes when what was sent comes back', () => {
    expect(unstable).toEqual([]);
  });

  it('most codes were met, so that the dirt is worth its name', () => {
    expect(codes.size).toBeGreaterThan(30);
  });
});

/** HubSpot is a source of the table too: what was sent must map to itself. */
function changedByAnotherRound({ properties }: MappedContact): readonly string[] {
  const row = Object.fromEntries(
    mapping.fields.map(({ column, property }) => [column, properties[property] ?? null]),
  );
  const again = mapRow(row, mapping).properties;
  return Object.entries(properties).flatMap(([property, value]) =>
    again[property] === value
      ? []
      : [`${property}: ${JSON.stringify(value)} became ${JSON.stringify(again[property])}`],
  );
}

describe('no value throws', () => {
  const circular: Record<string, unknown> = {};
  circular['self'] = circular;

  it.each<[string, unknown]>([
    ...['number', 'NaN', 'big integer', 'boolean'].map((name, index): [string, unknown] => [
      name,
      [1e21, Number.NaN, 12n, true][index],
    ]),
    ['nothing', undefined],
    ['a symbol', Symbol('x')],
    ['a date', new Date(0)],
    ['a date that is none', new Date(Number.NaN)],
    ['bytes', new Uint8Array([1, 2])],
    ['a list', [1, [2]]],
    ['an object without a prototype', Object.create(null)],
    ['something circular', circular],
    ['a function', () => 1],
    ['half a surrogate pair', '\ud800'],
    ['ten million characters', 'ñ?'.repeat(5_000_000)],
  ])('%s in every column', (_, value) => {
    const everywhere = Object.fromEntries(mapping.fields.map(({ column }) => [column, value]));
    expect(faultsOf(mapRow(everywhere, mapping), everywhere)).toEqual([]);
  });

  it('nor does any text in every column', () => {
    const texts = anyTexts(5, 3_000);
    const random = randomFrom(5);
    for (const text of texts) {
      const row = Object.fromEntries(
        mapping.fields.map(({ column }) => [column, random() < 0.5 ? text : pick(random, texts)]),
      );
      expect(faultsOf(mapRow(row, mapping), row)).toEqual([]);
    }
  });
});
