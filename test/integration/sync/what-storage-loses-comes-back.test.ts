import { describe, expect, it } from 'vitest';
import {
  BATCH_QUEUE,
  createStorageClients,
  OUTCOMES_TABLE,
  REVIEWS_TABLE,
  STATE_TABLE,
} from '../../../shared/state/storageClients.ts';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { contactsByNumber, useSystem } from '../../support/useSystem.ts';

const FIRST = '2026-01-05T00:00:00.000';
const ALL = [1, 2, 3];

function clientsOf({ storage }: { readonly storage: { readonly connectionString: string } }) {
  return createStorageClients({ AzureWebJobsStorage: storage.connectionString });
}

// promise 6
describe('when somebody deletes our tables and our queue while the app runs', () => {
  const system = useSystem();

  it('they come back without a restart, and what changed meanwhile reaches HubSpot', async () => {
    await system().members.insert(ALL.map((index) => inventAssociate(index, FIRST)));
    await system().tick();
    const clients = clientsOf(system());
    for (const name of [STATE_TABLE, OUTCOMES_TABLE, REVIEWS_TABLE]) await clients.table(name).deleteTable();
    await clients.queues.deleteQueue(BATCH_QUEUE);
    await system().members.update([numberOf(2)], { firstname: 'Marta' });

    // One tick may find them missing; none needs a third.
    const ticks = [
      await system().host.runTimer('detectChanges'),
      await system().host.runTimer('detectChanges'),
    ];
    expect(ticks.at(-1)?.succeeded).toBe(true);
    await system().settle();
    const contacts = contactsByNumber(system());
    expect(contacts.size).toBe(3);
    expect(contacts.get(numberOf(2))?.['firstname']).toBe('Marta');
    const outcomes = await system().ledger.read(ALL.map(numberOf));
    expect(outcomes.size).toBe(3);
  });
});

// promise 5
describe('an entry of the ledger that cannot be read', () => {
  const system = useSystem({ storage: { speed: 20 } });

  it('costs its associate an outcome of its own, and nobody else anything', async () => {
    await system().members.insert(ALL.map((index) => inventAssociate(index, FIRST)));
    await system().tick();
    const spoilt = { partitionKey: 'contacts', rowKey: numberOf(2), attempts: 'many' };
    await clientsOf(system()).table(OUTCOMES_TABLE).updateEntity(spoilt, 'Merge');
    for (const index of ALL) {
      await system().members.update([numberOf(index)], { firstname: 'Marta' });
    }
    await system().tick();
    const contacts = contactsByNumber(system());
    const names = ALL.map((index) => contacts.get(numberOf(index))?.['firstname']);
    expect([names[0], names[2]]).toEqual(['Marta', 'Marta']);
    const lines = system().logLines();
    expect(lines.filter(({ code }) => code === 'STORAGE_UNREACHABLE')).toEqual([]);
    const [poison, ...others] = lines.filter(({ code }) => code === 'POISON');
    expect(others).toEqual([]);
    expect(String(poison?.['message'])).toMatch(/^1 records crash the code: ZodError/);
    const { counts, detected } = await system().accounts.read(String(poison?.['run_id']));
    expect({ detected, failed: counts.failed, pending: counts.pending }).toEqual({
      detected: 3,
      failed: 1,
      pending: 0,
    });
  });
});
