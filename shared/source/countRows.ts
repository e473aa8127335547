import { RetryLater } from '../errors.ts';
import type { Database, ParameterValues } from './database.ts';
import type { StatementName } from './statements.ts';
import type { TableDescription } from './tableDescription.ts';

type CountName = Extract<StatementName, `count${string}`>;

/**
 * What a counting statement counts; undefined when SQL Server takes longer over it than anybody waits: a count is good to know,
 * and what depends on it goes on without.
 */
export async function countRows(
  database: Database,
  name: CountName,
  values: ParameterValues,
  table: TableDescription,
): Promise<number | undefined> {
  try {
    const [row] = await database.query(name, values, table);
    return Number(Object.values(row ?? {})[0] ?? 0);
  } catch (error) {
    if (error instanceof RetryLater && error.code === 'SQL_SLOW') return undefined;
    throw error;
  }
}
