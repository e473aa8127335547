import { expect, it } from 'vitest';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { contactsByNumber, useSystem } from '../../support/useSystem.ts';

const system = useSystem({ mapping: [[['sync', 'compare'], 'newer']] });
const key = numberOf(1);
const row = inventAssociate(1, '2020-01-05T00:00:00.000');
const lastname = String(row['lastname']);

it('under sync.compare newer, a row that HubSpot outdid wins once it is stamped later, though its values are the same', async () => {
  const { members, hubspot, ledger } = system();
  hubspot.seedContact({ numero_asociado_clave: key, numero_asociado: key, lastname: 'De HubSpot' });
  await members.insert([row]);
  await system().tick();
  expect((await ledger.read([key])).get(key)).toMatchObject({ outcome: 'unchanged', code: 'HUBSPOT_NEWER' });
  expect(contactsByNumber(system()).get(key)?.['lastname']).toBe('De HubSpot');

  // The same value, stamped now.
  await members.update([key], { lastname });
  await system().tick();
  expect((await ledger.read([key])).get(key)).toMatchObject({ outcome: 'updated' });
  expect(contactsByNumber(system()).get(key)?.['lastname']).toBe(lastname);
});
