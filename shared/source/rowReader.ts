import type { RowReader, SourceRow } from '../sync/ports.ts';
import type { Database } from './database.ts';
import { selectRowsByKeys } from './statements.ts';
import type { TableDescription } from './tableDescription.ts';

/** Reads rows by key: one statement for up to 100 keys, one plan for any number. */
export function createRowReader(database: Database, describe: () => Promise<TableDescription>): RowReader {
  return {
    async read(keys) {
      const table = await describe();
      const rows = await database.query(selectRowsByKeys(table), { keys: JSON.stringify(keys) });
      const found = new Map<string, SourceRow>();
      for (const row of rows) {
        const values: Record<string, string | null> = {};
        table.columns.forEach(({ name }, index) => {
          values[name] = textOrNull(row[`c${index}`]);
        });
        found.set(String(row['requested_key']), {
          key: String(row['row_key']),
          version: textOrNull(row['stamp']),
          values,
        });
      }
      return found;
    },
  };
}

function textOrNull(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}
