import { describe, expect, it } from 'vitest';
import { isSameValue } from '../../../shared/contacts/isSameValue.ts';
import { testMapping } from '../../support/mappingFile.ts';

// A telephone that is text in the mapping file is one all the same.
const mapping = testMapping([[['fields', 7, 'type'], 'string']]);
const same = (property: string, sent: string, there: string) => isSameValue(property, sent, there, mapping);

describe('a value of HubSpot is the one that was sent', () => {
  it.each([
    ['a text as it stands', 'distrito', 'Orosi', 'Orosi'],
    ['nothing', 'distrito', '', ''],
    ['a number in another form', 'salario_bruto_semanal_o_quincenal', '450000.50', '450000.5'],
    ['a telephone with blanks', 'hs_whatsapp_phone_number', '+50688887777', '+506 8888 7777'],
    ['a telephone with brackets and dashes', 'telefono_oficina', '+50622223333', '(506) 2222-3333'],
    [
      'a telephone that the mapping calls text',
      mapping.fields[7]?.property ?? '',
      '+50622223333',
      '+506 2222-3333',
    ],
  ])('%s', (_, property, sent, there) => {
    expect(same(property, sent, there)).toBe(true);
  });

  it.each([
    ['another text', 'distrito', 'Orosi', 'orosi'],
    ['digits of a text', 'distrito', '1-2', '12'],
    ['another telephone', 'telefono_oficina', '+50622223333', '+506 2222 3334'],
    ['no telephone', 'telefono_oficina', '+50622223333', ''],
    ['a telephone that is to go', 'telefono_oficina', '', '+506 2222 3333'],
    ['words for a telephone', 'telefono_oficina', 'no', 'sí'],
    ['a number for nothing', 'salario_bruto_semanal_o_quincenal', '', '0'],
  ])('but not %s', (_, property, sent, there) => {
    expect(same(property, sent, there)).toBe(false);
  });
});
