/**
 * The critical test cases of the cooperative's document ("Testing y Calidad"), under its names, over the table with exactly its
 * columns: the real driver, Azurite, HubSpot over HTTP, the app as it deploys.
 */
import { describe, expect, it } from 'vitest';
import { type AssociateRow, inventAssociate, inventAssociates } from '../support/associates.ts';
import { differencesBetween } from '../support/compareWithHubSpot.ts';
import { COOPERATIVE_FIELDS } from '../support/cooperativeFields.ts';
import { contactsByNumber, useSystem } from '../support/useSystem.ts';

const PAST = '2026-01-05T00:00:00.000';

/** A row with every field of the document, as people type them; invented, with a cédula of a tomo that was never issued. */
const ROW: AssociateRow = {
  numero_asociado: 'A-000900',
  no__de_cedula: '1-9901-0900',
  firstname: 'ANA LUCÍA',
  lastname: 'NÚÑEZ PEÑA',
  email: ' Ana.Nunez@Example.com ',
  hs_whatsapp_phone_number: '8888 0900',
  telefono_habitacion: '2222-0900',
  telefono_oficina: '22120000',
  date_of_birth: '1985-03-09',
  marital_status: '2',
  provincia: 'CARTAGO',
  canton: 'paraiso',
  distrito: 'Orosi',
  salario_neto_semanal_o_quincenal: '225000.50',
  salario_bruto_semanal_o_quincenal: '250000.00',
  frecuencia_deposito_de_su_salario: 'Quincenal',
  nombre_y_apellidos__beneficiario_01_: 'luz mora peña',
  numero_de_cedula__beneficiario_1_: '2-9902-0900',
  porcentaje__beneficiario_1_: '100.00',
  lastmodifieddate: PAST,
};

/** What HubSpot should hold of it. */
const CONTACT: Readonly<Record<string, string>> = {
  numero_asociado: 'A-000900',
  no__de_cedula: '199010900',
  firstname: 'Ana Lucía',
  lastname: 'Núñez Peña',
  email: 'ana.nunez@example.com',
  hs_whatsapp_phone_number: '+50688880900',
  telefono_habitacion: '+50622220900',
  // 22120000 is the switchboard: nobody's own number.
  telefono_oficina: '',
  date_of_birth: '1985-03-09',
  marital_status: 'Casado',
  provincia: 'Cartago',
  canton: 'Paraíso',
  distrito: 'Orosi',
  salario_neto_semanal_o_quincenal: '225000.5',
  salario_bruto_semanal_o_quincenal: '250000',
  frecuencia_deposito_de_su_salario: 'quincenal',
  nombre_y_apellidos__beneficiario_01_: 'Luz Mora Peña',
  numero_de_cedula__beneficiario_1_: '299020900',
  porcentaje__beneficiario_1_: '100',
};

/** Of a contact, the properties of the document; one that HubSpot does not hold is empty. */
const ofDocument = (properties: Readonly<Record<string, string>> | undefined) =>
  Object.fromEntries(COOPERATIVE_FIELDS.map(({ property }) => [property, properties?.[property] ?? '']));

describe('Test de Inserción', () => {
  const system = useSystem();

  it('Contacto nuevo en SQL → HubSpot', async () => {
    await system().members.insert([ROW]);
    await system().tick();
    expect(system().hubspot.contacts()).toHaveLength(1);
    expect(ofDocument(contactsByNumber(system()).get('A-000900'))).toEqual(CONTACT);
    expect((await system().ledger.read(['A-000900'])).get('A-000900')).toMatchObject({
      outcome: 'created',
      code: 'OK',
    });
  });
});

describe('Test de Actualización', () => {
  const system = useSystem();

  it('Contacto existente modificado', async () => {
    const { members, hubspot, ledger } = system();
    await members.insert([ROW, inventAssociate(1, PAST)]);
    await system().tick();
    const before = hubspot.contacts();

    await members.update(['A-000900'], {
      marital_status: '4',
      telefono_habitacion: null,
      salario_bruto_semanal_o_quincenal: '260000.00',
    });
    await system().tick();

    expect(ofDocument(contactsByNumber(system()).get('A-000900'))).toEqual({
      ...CONTACT,
      marital_status: 'Viudo',
      telefono_habitacion: '',
      salario_bruto_semanal_o_quincenal: '260000',
    });
    expect(hubspot.contacts().map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect((await ledger.read(['A-000900'])).get('A-000900')).toMatchObject({
      outcome: 'updated',
      code: 'OK',
    });
  });
});

describe('Test de Validación', () => {
  const system = useSystem();

  it('Datos inválidos rechazan correctamente', async () => {
    const faults: readonly (readonly [string, string | null, string])[] = [
      ['numero_asociado', '000', 'NUMERO_INVALID'],
      ['no__de_cedula', '12345', 'CEDULA_INVALID'],
      ['no__de_cedula', null, 'REQUIRED_MISSING'],
      ['firstname', '  ', 'REQUIRED_MISSING'],
      ['lastname', null, 'REQUIRED_MISSING'],
      ['email', 'ana(arroba)example.com', 'EMAIL_INVALID'],
      ['email', null, 'REQUIRED_MISSING'],
    ];
    const rows = faults.map(([column, value], index) => ({
      ...inventAssociate(index + 1, PAST),
      [column]: value,
    }));
    // What is only optional costs its field, or its set, and nobody the record.
    const optional = {
      ...ROW,
      telefono_habitacion: '12',
      date_of_birth: '1800-01-01',
      marital_status: '9',
      distrito: 'Atlántida',
      salario_bruto_semanal_o_quincenal: '-1.00',
      porcentaje__beneficiario_1_: '90.00',
    };
    await system().members.insert([...rows, optional]);
    await system().tick();

    const outcomes = await system().ledger.read(rows.map((row) => row['numero_asociado'] ?? ''));
    expect(
      rows.map((row) => {
        const { outcome, code, properties } = outcomes.get(row['numero_asociado'] ?? '') ?? {};
        return [outcome, code, properties];
      }),
    ).toEqual(faults.map(([column, , code]) => ['rejected', code, [column]]));
    expect([...contactsByNumber(system()).keys()]).toEqual(['A-000900']);
    const { telefono_habitacion, date_of_birth, marital_status, distrito, email } =
      contactsByNumber(system()).get('A-000900') ?? {};
    expect({ telefono_habitacion, date_of_birth, marital_status, distrito, email }).toEqual({
      email: 'ana.nunez@example.com',
    });
  });
});

describe('Test de Batch', () => {
  const system = useSystem();

  it('1000 registros procesan correctamente', async () => {
    const { members, hubspot, ledger, mapping } = system();
    await members.insert(inventAssociates(1000, { seed: 11, faultyShare: 0 }).map(({ row }) => row));
    await system().tick();
    const rows = await members.readAll();
    const outcomes = await ledger.read(rows.map((row) => row['numero_asociado'] ?? ''));
    expect(differencesBetween(rows, hubspot.contacts(), outcomes, mapping)).toEqual([]);
    expect([...outcomes.values()].filter(({ outcome }) => outcome === 'created')).toHaveLength(1000);
    expect(hubspot.calls()).toMatchObject({ upsert: 10 });
  });
});

describe('Test de Error', () => {
  const system = useSystem();

  it('Recuperación de errores de API', async () => {
    const { members, hubspot, ledger, mapping } = system();
    await members.insert(inventAssociates(100, { seed: 13, faultyShare: 0 }).map(({ row }) => row));
    // Each status that the document lists, one after the other: more than are tried in place.
    const faults = [429, 500, 502, 503, 504].map((status) =>
      hubspot.faults.inject({
        match: { operation: 'upsert' },
        when: 'before',
        times: 1,
        action: { kind: 'status', status, ...(status === 429 ? { retryAfter: 1 } : {}) },
      }),
    );
    await system().tick();

    expect(faults.map((fault) => fault.fired())).toEqual(faults.map(() => 1));
    const rows = await members.readAll();
    const outcomes = await ledger.read(rows.map((row) => row['numero_asociado'] ?? ''));
    expect(differencesBetween(rows, hubspot.contacts(), outcomes, mapping)).toEqual([]);
    expect([...outcomes.values()].filter(({ outcome }) => outcome === 'created')).toHaveLength(100);
    expect(await system().queueLength('contact-batches-poison')).toBe(0);
  });
});
