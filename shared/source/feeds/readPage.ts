import type { Change } from '../../sync/ports/changeFeed.ts';
import type { Database, ParameterValues } from '../database.ts';
import type { StatementName } from '../statements.ts';
import type { TableDescription } from '../tableDescription.ts';
import { toChange } from './toChange.ts';

export interface KeyPage {
  readonly changes: readonly Change[];
  readonly keylessRows: number;
  /** Version of the last row; undefined when there is none. */
  readonly lastVersion: string | undefined;
  readonly lastKey: string | undefined;
  /** Whether the last row's stamp lies in the overlap, where the statement tells. */
  readonly endsInOverlap: boolean;
  /** Whether the statement gave fewer rows than a page holds. */
  readonly isLast: boolean;
}

/** One page of a statement that has a @pageSize. Of each row only its change is kept: the rest dies young. */
export async function readPage(
  database: Database,
  name: StatementName,
  values: ParameterValues & { readonly pageSize: number },
  table: TableDescription,
): Promise<KeyPage> {
  const rows = await database.collect(name, values, table, (row) => ({
    change: toChange(row),
    version: String(row['version'] ?? ''),
    inOverlap: row['in_overlap'] === 1,
  }));
  const changes = rows.flatMap(({ change }) => change ?? []);
  const last = rows.at(-1);
  return {
    changes,
    keylessRows: rows.length - changes.length,
    lastVersion: last?.version,
    lastKey: last?.change?.key,
    endsInOverlap: last?.inOverlap ?? false,
    isLast: rows.length < values.pageSize,
  };
}
