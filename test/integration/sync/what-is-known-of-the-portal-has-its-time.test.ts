import { describe, expect, it } from 'vitest';
import { propertiesToSend } from '../../../shared/contacts/mapping.ts';
import { createCatalogueStore } from '../../../shared/state/catalogueStore.ts';
import { createStateDocument } from '../../../shared/state/stateDocument.ts';
import { createStorageClients, STATE_TABLE } from '../../../shared/state/storageClients.ts';
import { saveAdoption } from '../../../shared/sync/adopt/adoptionState.ts';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { rulesOf } from '../../support/rulesOf.ts';
import type { System } from '../../support/startSystem.ts';
import { contactsByNumber, useSystem } from '../../support/useSystem.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const row = (index: number) => inventAssociate(index, '2026-01-05T00:00:00.000');

const tableOf = ({ storage }: System) =>
  createStorageClients({ AzureWebJobsStorage: storage.connectionString }).table(STATE_TABLE);

describe.each([
  ['by default', undefined, 14, true],
  ['by default', undefined, 16, false],
  ['where an hour is set', 60, 59, true],
  ['where five minutes are set', 5, 6, false],
])('a list of properties, %s', (_, catalogueTtlMinutes, age, counts) => {
  const system = useSystem({ mapping: [[['hubspot', 'catalogueTtlMinutes'], catalogueTtlMinutes]] });

  it(`that is ${age} minutes old ${counts ? 'counts' : 'is fetched anew'}`, async () => {
    const { mapping, members, hubspot, ledger } = system();
    // As it was before somebody created the property.
    const schema = new Map([...rulesOf(mapping).portal].filter(([name]) => name !== 'distrito'));
    const fetchedAt = Date.now() - age * MINUTE;
    await createCatalogueStore(tableOf(system())).save(schema, fetchedAt, propertiesToSend(mapping));
    await members.insert([row(1)]);

    await system().tick();

    expect(hubspot.calls()['listProperties'] ?? 0).toBe(counts ? 0 : 1);
    expect(contactsByNumber(system()).get(numberOf(1))?.['distrito']).toBe(counts ? undefined : 'San Rafael');
    expect((await ledger.read([numberOf(1)])).get(numberOf(1))).toMatchObject({
      outcome: 'created',
      code: counts ? 'PROPERTY_MISSING' : 'OK',
    });
  });
});

/** People's own contacts of associates 1 to 3, by email, number and cédula. */
function seedPortal({ hubspot, mapping }: System): void {
  const cedula = mapping.fields.find(({ identifies }) => identifies === 'cedula');
  hubspot.seedContacts([
    { email: row(1)['email'] ?? '' },
    { numero_asociado: numberOf(2) },
    { [cedula?.property ?? '']: row(3)[cedula?.column ?? ''] ?? '' },
  ]);
}

const adoptedAgo = (system: System, ms: number) =>
  saveAdoption(
    createStateDocument(tableOf(system), 'adoption'),
    { completedAt: new Date(Date.now() - ms).toISOString() },
    undefined,
  );

async function hubspotStatus(system: System) {
  const status: unknown = await (await system.call('GET', 'status')).json();
  return typeof status === 'object' && status !== null && 'hubspot' in status ? status.hubspot : undefined;
}

describe.each([
  ['for ever, by default', undefined, 5_000 * HOUR],
  ['within its hours', 2, 1.9 * HOUR],
])('an adoption run, %s,', (_, adoptionTtlHours, age) => {
  const system = useSystem({ adopted: false, mapping: [[['sync', 'adoptionTtlHours'], adoptionTtlHours]] });

  it('vouches that nobody unknown is in the portal: new associates are created without a look', async () => {
    await adoptedAgo(system(), age);
    await system().members.insert([row(4), row(5)]);
    await system().tick();
    expect(system().hubspot.calls()).toEqual({ upsert: 1, listProperties: 1 });
    expect(await hubspotStatus(system())).toMatchObject({ level: 'ok' });
  });
});

describe('an adoption run that is longer ago than sync.adoptionTtlHours', () => {
  const system = useSystem({ adopted: false, mapping: [[['sync', 'adoptionTtlHours'], 2]] });

  it('vouches for nothing: a new associate is looked up by email, number and cédula before being created', async () => {
    const { hubspot, ledger } = system();
    await adoptedAgo(system(), 2.1 * HOUR);
    seedPortal(system());
    const numbers = [1, 2, 3, 4].map(numberOf);
    await system().members.insert([1, 2, 3, 4].map(row));

    await system().tick();

    expect(hubspot.contacts()).toHaveLength(4);
    const outcomes = await ledger.read(numbers);
    expect(numbers.map((number) => outcomes.get(number)?.outcome)).toEqual([
      'adopted',
      'adopted',
      'adopted',
      'created',
    ]);
  });

  it('is named in the status, with what to do', async () => {
    expect(await hubspotStatus(system())).toMatchObject({
      level: 'warning',
      message: expect.stringMatching(
        /sync\.adoptionTtlHours.*looked up.*POST \/api\/sync \{"mode":"adopt"\}/,
      ),
    });
  });

  it('is followed by the next one, which vouches anew in the same process', async () => {
    const { hubspot, members } = system();
    expect((await system().call('POST', 'sync', { mode: 'adopt' })).status).toBe(202);
    await system().settle();
    expect(await hubspotStatus(system())).toMatchObject({ level: 'ok' });
    const { search } = hubspot.calls();
    await members.insert([{ ...row(5), lastmodifieddate: null }]);
    await system().tick();
    expect(hubspot.calls()['search']).toBe(search);
    expect(contactsByNumber(system()).has(numberOf(5))).toBe(true);
  });
});
