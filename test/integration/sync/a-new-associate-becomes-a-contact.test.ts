import { expect, it } from 'vitest';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { contactsByNumber, useSystem } from '../../support/useSystem.ts';

const system = useSystem({ slots: 4 });

it('a new associate becomes a contact with all its properties, and its outcome says so', async () => {
  await system().members.insert([inventAssociate(8, '2026-01-05T00:00:00.000', 4)]);

  await system().tick();

  const contact = contactsByNumber(system()).get(numberOf(8));
  expect(contact).toMatchObject({
    numero_asociado: 'A-000008',
    no__de_cedula: '999000008',
    firstname: 'Núria',
    email: 'asociado.8@example.com',
    telefono_oficina: '+50688880008',
    date_of_birth: '1948-09-09',
    marital_status: 'Viudo',
    salario_neto_semanal_o_quincenal: '232200.5',
    porcentaje__beneficiario_1_: '33.34',
    porcentaje__beneficiario_3_: '33.33',
  });
  const outcome = (await system().ledger.read([numberOf(8)])).get(numberOf(8));
  expect(outcome).toMatchObject({ outcome: 'created', code: 'OK', sourceVersion: '2026-01-05T00:00:00.000' });
  expect(outcome?.hubspotId).toMatch(/^\d+$/);
  expect(outcome?.correlationId).toMatch(/^[0-9a-f-]{36}$/);
});
