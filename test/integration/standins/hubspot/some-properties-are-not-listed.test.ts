import { expect, test } from 'vitest';
import { z } from 'zod';
import { call, contactsPath, givenStandin, upsert } from './support.ts';

const listSchema = z.object({ results: z.array(z.object({ name: z.string() })) });

const SENSITIVE = {
  name: 'salario_sensible',
  type: 'string',
  fieldType: 'text',
  dataSensitivity: 'sensitive',
} as const;

test('Sensitive Data is listed only for who asks for it', async () => {
  const standin = await givenStandin();
  standin.createProperty(SENSITIVE);
  const namesOf = async (query: string) => {
    const headers = { authorization: `Bearer ${standin.token}` };
    const response = await fetch(`${standin.baseUrl}/crm/properties/2026-09/contacts${query}`, { headers });
    return listSchema.parse(await response.json()).results.map(({ name }) => name);
  };
  expect(await namesOf('')).not.toContain(SENSITIVE.name);
  expect(await namesOf('?dataSensitivity=sensitive')).toEqual([SENSITIVE.name]);
  expect(await namesOf('?dataSensitivity=highly_sensitive')).toEqual([]);
});

test.each([
  ['2026-09', 400],
  ['2026-03', 400],
  ['v3', 201],
])('%s answers %i to an option without its order', async (version, status) => {
  const standin = await givenStandin();
  const path = version === 'v3' ? '/crm/v3/properties/contacts' : `/crm/properties/${version}/contacts`;
  const definition = {
    name: 'color',
    label: 'Color',
    groupName: 'contactinformation',
    type: 'enumeration',
    fieldType: 'select',
    options: [{ label: 'Rojo', value: 'rojo', hidden: false }],
  };
  expect((await call(standin, 'POST', path, definition)).status).toBe(status);
  const options = [{ label: 'Rojo', value: 'rojo', hidden: false, displayOrder: 0 }];
  const answer = await call(standin, 'POST', path, { ...definition, name: 'color_2', options });
  expect(answer.status).toBe(201);
});

test('a switch has telephones kept with blanks', async () => {
  const standin = await givenStandin({ switches: { phoneFormat: 'spaced' } });
  await upsert(standin, [
    {
      id: '1',
      idProperty: 'numero_asociado',
      properties: {
        numero_asociado: '1',
        phone: '+50622223333',
        hs_whatsapp_phone_number: '+50688887777',
        mobilephone: 'no sé',
      },
    },
  ]);
  const { body } = await call(
    standin,
    'GET',
    `${contactsPath}?properties=phone,mobilephone,hs_whatsapp_phone_number`,
  );
  expect(body.results[0]?.properties).toMatchObject({
    phone: '+506 2222 3333',
    hs_whatsapp_phone_number: '+506 8888 7777',
    mobilephone: 'no sé',
  });
});
