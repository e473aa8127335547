import { describe, expect, it } from 'vitest';
import { compareIdentity, identityOf, identityOfAssociate } from '../../../shared/contacts/identity.ts';
import { mapRow } from '../../../shared/contacts/mapRow.ts';
import { inventAssociate } from '../../support/associates.ts';
import { testMapping } from '../../support/mappingFile.ts';

const checking = testMapping();
const trusting = testMapping([[['contacts', 'checkCedula'], false]]);
const field = trusting.fields.find(({ identifies }) => identifies === 'cedula');
const [column, property] = [field?.column ?? '', field?.property ?? ''];

const map = (cedula: string | null, mapping = trusting) =>
  mapRow({ ...inventAssociate(1, ''), [column]: cedula }, mapping);

describe('checkCedula: false', () => {
  it.each([
    ['a cédula, as always', '1-9902-0567', '199020567'],
    ['Hacienda’s writing', '0199020567', '199020567'],
    ['a cédula jurídica', '3-101-a00001', '3101A00001'],
    ['a DIMEX that is unusual', '215899999999', '215899999999'],
    ['digits that are no document', '12345', '12345'],
    ['a passport', 'C9999999', 'C9999999'],
    ['any text, cleaned', '  en   trámite ', 'en trámite'],
  ])('sends %s: %j → %j, without a finding', (_, written, sent) => {
    const { properties, findings, rejected } = map(written);
    expect(properties[property]).toBe(sent);
    expect({ findings, rejected }).toEqual({ findings: [], rejected: false });
  });

  it.each([null, '  ', 'N/A'])('a cell without one (%j) lacks what is required, as before', (written) => {
    const [loose, strict] = [map(written), map(written, checking)];
    expect(loose.findings).toEqual(
      strict.findings.map((finding) => ({ ...finding, code: 'REQUIRED_MISSING' })),
    );
  });

  it('leaves the kind of document open where there is none', () => {
    const mapping = testMapping([
      [['contacts', 'checkCedula'], false],
      [['fields', 1, 'typeProperty'], 'tipo_de_documento'],
    ]);
    expect(map('12345', mapping).properties['tipo_de_documento']).toBe('');
    expect(map('1-9902-0567', mapping).properties['tipo_de_documento']).toBe('01');
  });

  it('holds for beneficiaries too: two of one text are still two of one', () => {
    const slots = inventAssociate(2, '', 4);
    const cedulas = trusting.fields.filter(({ rule, set }) => rule === 'cedula' && set !== undefined);
    const [first = '', second = ''] = cedulas.map((one) => one.column);
    expect(mapRow({ ...slots, [first]: '12', [second]: '34' }, trusting).findings).toEqual([]);
    const found = mapRow({ ...slots, [first]: '12', [second]: '12' }, trusting).findings;
    expect(found.map(({ code }) => code)).toEqual(['BENEFICIARY_DUPLICATE']);
  });
});

describe('who somebody is', () => {
  const WRITINGS = [
    '1-9902-0567',
    '0199020567',
    '12345',
    ' EN  trámite',
    'c9999999',
    '12-34',
    '3-101-a00001',
  ];

  it.each(WRITINGS)(
    'a contact that holds %j, as it was typed or as it is sent, is the associate who has it',
    (written) => {
      const { properties } = map(written);
      const ours = identityOfAssociate(properties, trusting);
      expect(ours.cedula).toHaveLength(1);
      for (const held of [written, properties[property] ?? '']) {
        const theirs = identityOf({ [property]: held }, trusting);
        expect(compareIdentity(ours, theirs)).toEqual({ by: ['cedula'], against: [] });
      }
    },
  );

  it('what differs as it is sent differs', () => {
    const ours = identityOfAssociate(map('12-34').properties, trusting);
    const theirs = identityOf({ [property]: '1234' }, trusting);
    expect(compareIdentity(ours, theirs)).toEqual({ by: [], against: ['cedula'] });
  });
});
