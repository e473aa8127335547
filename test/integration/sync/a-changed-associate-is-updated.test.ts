import { expect, it } from 'vitest';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { contactsByNumber, useSystem } from '../../support/useSystem.ts';

const system = useSystem({ mapping: [[['source', 'overlapSeconds'], 0]] });

it('a changed associate updates its contact, its neighbour costs nothing, and a cleared value is cleared', async () => {
  const { members, hubspot, ledger } = system();
  await members.insert([1, 2].map((index) => inventAssociate(index, '2026-01-05T00:00:00.000')));
  await system().tick();
  const idBefore = (await ledger.read([numberOf(1)])).get(numberOf(1))?.hubspotId;

  await members.update([numberOf(1)], { lastname: 'Ureña Ñame', telefono_habitacion: null });
  await system().tick();

  expect(contactsByNumber(system()).get(numberOf(1))).toMatchObject({ lastname: 'Ureña Ñame' });
  expect(contactsByNumber(system()).get(numberOf(1))?.['telefono_habitacion'] ?? '').toBe('');
  expect((await ledger.read([numberOf(1)])).get(numberOf(1))).toMatchObject({
    outcome: 'updated',
    hubspotId: idBefore,
  });
  const writes = hubspot.journal().filter(({ operation }) => operation !== 'listProperties');
  expect(writes.map(({ operation, inputs }) => [operation, inputs])).toEqual([
    ['upsert', 2],
    ['upsert', 1],
  ]);
});

it('a row that was touched without a change costs no call', async () => {
  const { members, hubspot } = system();
  const callsBefore = hubspot.calls();

  await members.update([numberOf(2)], {});
  await system().tick();

  expect(hubspot.calls()).toEqual(callsBefore);
});

it('a row that is gone is recorded as deleted and leaves its contact alone', async () => {
  const { members, ledger, hubspot } = system();
  const contactsBefore = hubspot.contacts().length;
  await system().host.pause('upsertBatch');
  await members.update([numberOf(2)], { lastname: 'Mora' });
  await system().host.runTimer('detectChanges');
  await members.delete([numberOf(2)]);
  system().host.resume('upsertBatch');
  await system().settle();

  expect((await ledger.read([numberOf(2)])).get(numberOf(2))).toMatchObject({
    outcome: 'deleted',
    code: 'ROW_MISSING',
  });
  expect(hubspot.contacts()).toHaveLength(contactsBefore);
});
