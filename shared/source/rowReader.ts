import type { RowReader, SourceRow } from '../sync/ports.ts';
import type { Database } from './database.ts';
import type { ResultRow } from './streamRows.ts';
import type { TableDescription } from './tableDescription.ts';

/** Reads rows by key: one statement for up to 100 keys, one plan for any number. */
export function createRowReader(database: Database, describe: () => Promise<TableDescription>): RowReader {
  return {
    async read(keys) {
      const table = await describe();
      const rows = await database.query('rowsByKeys', { keys: JSON.stringify(keys) }, table);
      return new Map(rows.map((row) => [String(row['requested_key']), toSourceRow(row, table)]));
    },
  };
}

/** A row of the catalogue's row statements: key, version, and the mapped columns as c0, c1, … */
export function toSourceRow(row: ResultRow, { columns }: TableDescription): SourceRow {
  const values: Record<string, string | null> = {};
  columns.forEach(({ name }, index) => {
    values[name] = textOrNull(row[`c${index}`]);
  });
  return { key: String(row['row_key']), version: textOrNull(row['version']), values };
}

function textOrNull(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}
