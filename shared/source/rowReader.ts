import type { RowReader, SourceRow } from '../sync/ports/rowReader.ts';
import type { Database } from './database.ts';
import type { ResultRow } from './streamRows.ts';
import type { Column, TableDescription } from './tableDescription.ts';

/** Reads rows by key: one statement for up to 100 keys, one plan for any number. */
export function createRowReader(database: Database, describe: () => Promise<TableDescription>): RowReader {
  return {
    async read(keys) {
      const table = await describe();
      const possible = keys.filter((key) => canBeKey(key, table.key));
      if (possible.length === 0) return new Map();
      const rows = await database.query('rowsByKeys', { keys: JSON.stringify(possible) }, table);
      return new Map(rows.map((row) => [String(row['requested_key']), toSourceRow(row, table)]));
    },
  };
}

/** Largest value of each whole-number type. */
const LARGEST: Readonly<Record<string, bigint>> = {
  tinyint: 255n,
  smallint: 32_767n,
  int: 2_147_483_647n,
  bigint: 9_223_372_036_854_775_807n,
};
const UNIQUE_IDENTIFIER = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text could be a key of the column at all; one that could not has no row, and would fail the statement. */
function canBeKey(key: string, { baseType }: Column): boolean {
  if (baseType === 'uniqueidentifier') return UNIQUE_IDENTIFIER.test(key);
  const largest = LARGEST[baseType];
  if (largest === undefined) return true;
  return (
    /^-?\d{1,19}$/.test(key) &&
    BigInt(key) <= largest &&
    BigInt(key) >= (baseType === 'tinyint' ? 0n : -largest)
  );
}

/** A row of the catalogue's row statements: key, version, and the mapped columns as c0, c1, … */
export function toSourceRow(row: ResultRow, { columns }: TableDescription): SourceRow {
  const values: Record<string, string | null> = {};
  // SQL Server may spell a name in another case than the mapping file does.
  columns.forEach(({ mappedAs }, index) => {
    values[mappedAs] = textOrNull(row[`c${index}`]);
  });
  return { key: String(row['row_key']), version: textOrNull(row['version']), values };
}

function textOrNull(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}
