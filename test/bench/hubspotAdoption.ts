import { startAzurite } from '../standins/storage/startAzurite.ts';
import { inventAssociate, numberOf } from '../support/associates.ts';
import type { Figure } from './figure.ts';
import { measureApart, startHubSpotProcess } from './hubspotWorld.ts';

const CONTACTS = 100_000;
const MATCHING = 60_000;
const FULL_CALL = 100;

/** What a small instance has: see `source.ts`. */
const NODE_ARGUMENTS = ['--max-semi-space-size=8', '--max-old-space-size=96'];

/** An adoption run over a portal in use; the run, HubSpot and storage are processes of their own. */
export async function benchAdoption(tell: (line: string) => void): Promise<readonly Figure[]> {
  const [hubspot, azurite] = await Promise.all([startHubSpotProcess(0), startAzurite()]);
  try {
    tell(`seeding ${CONTACTS.toLocaleString('en')} contacts …`);
    await hubspot.seed(CONTACTS, contactOf);
    tell(`adopting ${MATCHING.toLocaleString('en')} of them …`);
    const args = [
      hubspot.baseUrl,
      hubspot.token,
      azurite.connectionString,
      String(CONTACTS),
      String(MATCHING),
    ];
    const figures = await measureApart('./hubspotAdoptionWorker.ts', args, NODE_ARGUMENTS);
    const { listContacts = 0, batchUpdate = 0, listProperties: _ = 0, ...others } = await hubspot.calls();
    const other = Object.values(others).reduce((sum, count) => sum + count, 0);
    const ideal = (CONTACTS + MATCHING) / FULL_CALL;
    return [
      { name: 'adoption: reads of the portal', value: listContacts, unit: 'calls' },
      { name: 'adoption: writes', value: batchUpdate, unit: 'calls' },
      {
        name: `adoption: all calls (≤ ${Math.floor(ideal * 1.01).toLocaleString('en')})`,
        value: listContacts + batchUpdate + other,
        unit: 'calls',
      },
      ...figures,
    ];
  } finally {
    hubspot.close();
    await azurite.close();
  }
}

/** Three in five are an associate's, by email, by a number that is not unique, or by cédula; the others strangers. */
function contactOf(index: number): Readonly<Record<string, string>> {
  const { email, no__de_cedula } = inventAssociate(index, '');
  if (index % 5 === 0) return { email: email?.toUpperCase() ?? '' };
  if (index % 5 === 1) return { numero_asociado: numberOf(index) };
  if (index % 5 === 2) return { no__de_cedula: no__de_cedula ?? '' };
  return { email: `stranger.${index}@example.com` };
}
