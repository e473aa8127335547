import { describe, expect, it } from 'vitest';
import { compareIdentity, identityOf, identityOfAssociate } from '../../../shared/contacts/identity.ts';
import { mapRow } from '../../../shared/contacts/mapRow.ts';
import { inventAssociate } from '../../support/associates.ts';
import { testMapping } from '../../support/mappingFile.ts';

const mapping = testMapping();
const associate = (cells: Readonly<Record<string, string>>) =>
  identityOfAssociate(mapRow({ ...inventAssociate(4, ''), ...cells }, mapping).properties, mapping);

const CEDULAS: Readonly<Record<string, readonly string[]>> = {
  '1-9902-0567': [
    ...[
      '199020567',
      '0199020567',
      '1 9902 0567',
      ' 1-9902-0567 ',
      '1‑9902‑0567',
      "'199020567",
      '="199020567"',
      '199020567.0',
    ],
    // Refused in a row, and yet it says whose it is.
    ...['CED 199020567', 'Cédula: 1-9902-0567', 'Nº 199020567', 'C.I. 1-9902-0567'],
  ],
  '155899999999': ['1558-999999-99', '155 8999 99999', 'DI155899999999', 'DIMEX 155899999999'],
  '3-101-a00001': ['3101A00001', 'CED 3-101-A00001'],
};

describe.each(Object.entries(CEDULAS))('the associate with the document %s', (document, writings) => {
  it.each([document, ...writings])('is who the contact with %j is', (held) => {
    const ours = associate({ no__de_cedula: document });
    expect(ours.cedula).toHaveLength(1);
    const theirs = identityOf({ no__de_cedula: held }, mapping);
    expect(compareIdentity(ours, theirs)).toEqual({ by: ['cedula'], against: [] });
  });
});

it.each(['CED 199020568', 'CED 12345', 'A199020567', '1-9902-056'])(
  'the contact with %j is somebody else',
  (held) => {
    const theirs = identityOf({ no__de_cedula: held }, mapping);
    expect(compareIdentity(associate({ no__de_cedula: '1-9902-0567' }), theirs)).toEqual({
      by: [],
      against: ['cedula'],
    });
  },
);

it.each([
  'Ana@Example.com',
  'mailto:ana@example.com',
  '<ana@example.com>',
  'Ana Mora <ana@example.com>;',
  'ana＠example.com',
])('the associate with ana@example.com is who the contact with %j is, and the other way round', (written) => {
  const theirs = identityOf({ email: written }, mapping);
  expect(compareIdentity(associate({ email: 'ana@example.com' }), theirs).by).toEqual(['email']);
  const held = identityOf({ email: 'ana@example.com' }, mapping);
  expect(compareIdentity(associate({ email: written }), held).by).toEqual(['email']);
});
