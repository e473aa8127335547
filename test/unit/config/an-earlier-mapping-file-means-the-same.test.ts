import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { loadMapping } from '../../../shared/config/loadMapping.ts';
import { fingerprint, mappingVersion } from '../../../shared/contacts/fingerprint.ts';
import { mapRow } from '../../../shared/contacts/mapRow.ts';
import { EARLIER_MAPPING_FILE, loadText } from '../../support/mappingFile.ts';

const text = readFileSync(EARLIER_MAPPING_FILE, 'utf8');
const mapping = loadMapping(EARLIER_MAPPING_FILE, {});

/** Of every property that a fingerprint was stored with, before there was a section `contacts`. */
const VERSIONS = {
  canton: 'Kgdwuabz',
  cedula: 'mCItjLuf',
  date_of_birth: 'SbWx0uZc',
  distrito: 'k1Y6wosh',
  email: '9FLxiU5h',
  firstname: 'w2DXRPXu',
  frecuencia_salario: 'Fk6jJltY',
  hs_whatsapp_phone_number: 'BEmBIpL4',
  lastname: 'T6gven7n',
  marital_status: '39mQks9S',
  mobilephone: '4S3Op9dY',
  numero_asociado: '4p2FfQbH',
  numero_asociado_clave: '4p2FfQbH',
  phone: '4S3Op9dY',
  provincia: 'qjfADyZt',
  salario_bruto: 'pirL7YPM',
  salario_neto: 'IHMiKuYN',
  ...Object.fromEntries(
    [1, 2, 3, 4].flatMap((slot) => [
      [`beneficiario_${slot}_nombre`, 'TnDbvyCf'],
      [`beneficiario_${slot}_cedula`, '2IDyrPhL'],
      [`beneficiario_${slot}_porcentaje`, 'nNMgiLYF'],
    ]),
  ),
};

it('it has the settings by which the sync went before they could be set', () => {
  expect(mapping).toMatchObject({
    hubspot: { catalogueTtlMinutes: 15 },
    sync: {
      batchSize: 100,
      retry: { tries: 3, factor: 2, statuses: [408, 423, 429, 477, 500, 502, 503, 504] },
      adoptionTtlHours: 0,
    },
    contacts: { noPhone: ['+50622120000'], phoneFormat: 'costaRica', checkCedula: true },
  });
});

it('it sends nothing again: the version of every property is what it was', () => {
  expect(Object.fromEntries(mappingVersion(mapping, {}))).toEqual(VERSIONS);
});

it('nor does one that says what is the case anyway, in another writing', () => {
  const said = loadText(
    `${text}\ncontacts: { noPhone: ['+506 2212-0000', 22120000], phoneFormat: costaRica, checkCedula: true }\n`,
  );
  expect(said.contacts.noPhone).toEqual(['+50622120000']);
  expect(mappingVersion(said)).toEqual(mappingVersion(mapping));
});

it('a section or a key of the settings may be left out', () => {
  const bare = loadText(text.replace(/^sync:\n(?:[ #].*\n|\n)*(?=#|\w)/m, ''));
  expect(bare.sync).toEqual(loadText(text.replace(/^sync:\n/m, 'sync:\n  retry: {}\n')).sync);
});

const ROW = {
  numero_asociado: 'A-1',
  cedula: '1-9902-0567',
  phone: '2212-0000',
  mobilephone: '8888-8877',
  whatsapp: '8888-8877',
  beneficiario_1_nombre: 'Ana Peña',
  beneficiario_1_cedula: '2-9902-0567',
  beneficiario_1_porcentaje: '100',
};

it.each([
  ['noPhone: []', ['hs_whatsapp_phone_number', 'mobilephone', 'phone']],
  ["noPhone: ['2212-0000', '2222-2277']", ['hs_whatsapp_phone_number', 'mobilephone', 'phone']],
  ['phoneFormat: international', ['hs_whatsapp_phone_number', 'mobilephone', 'phone']],
  ['checkCedula: false', [...[1, 2, 3, 4].map((slot) => `beneficiario_${slot}_cedula`), 'cedula']],
])('`%s` sends again what it is about, and nothing else', (setting, properties) => {
  const changed = loadText(`${text}\ncontacts: { ${setting} }\n`);
  const [before, after] = [mappingVersion(mapping), mappingVersion(changed)];
  expect([...after.keys()].filter((name) => after.get(name) !== before.get(name))).toEqual(properties);
  const { properties: values } = mapRow(ROW, mapping);
  expect(fingerprint(values, after)).not.toBe(fingerprint(values, before));
});
