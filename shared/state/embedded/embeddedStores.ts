import type { Clock } from '../../sync/ports/clock.ts';
import { STATE_TABLE } from '../storageClients.ts';
import type { LocalStores } from '../stores.ts';
import { createTableQueue } from '../tableQueue.ts';
import { openEmbeddedDatabase } from './embeddedDatabase.ts';
import { createEmbeddedTable } from './embeddedTable.ts';

/**
 * Everything that lasts in a directory of this machine, without Azure.
 *
 * @throws ConfigurationError where another process has it, or it cannot be opened.
 */
export async function openEmbeddedStores(directory: string, clock: Clock): Promise<LocalStores> {
  const database = await openEmbeddedDatabase(directory);
  const table = (name: string) => createEmbeddedTable(database, name);
  const queue = createTableQueue(table(STATE_TABLE), clock);
  return { table, queue, gauge: queue, close: async () => database.close() };
}
