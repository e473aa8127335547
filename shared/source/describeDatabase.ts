import { StopAndAlert } from '../errors.ts';
import type { Queries } from './database.ts';
import type { ResultRow } from './streamRows.ts';

/**
 * What the catalogue says of the database. A row that is absent is no answer: taken for one, two databases would have one identity.
 *
 * @throws StopAndAlert when the catalogue does not show it.
 */
export async function describeDatabase(queries: Queries): Promise<ResultRow> {
  const [description] = await queries.query('describeDatabase');
  if (description) return description;
  throw new StopAndAlert(
    'SQL_CATALOGUE',
    'sys.databases has no row for the database of SQL_CONNECTION_STRING, so nobody knows which one it is: let this login see it (VIEW ANY DATABASE); after a failover it may pass by itself.',
  );
}
