import { rowForm } from '../contacts/associateKey.ts';
import type { KeySpeller, RowReader, SourceRow } from '../sync/ports/rowReader.ts';
import type { Database } from './database.ts';
import { spellKey } from './spellKey.ts';
import type { ResultRow } from './streamRows.ts';
import type { TableDescription } from './tableDescription.ts';

/** Reads rows by key: one statement for up to 100 keys, one plan for any number. */
export function createRowReader(
  database: Database,
  describe: () => Promise<TableDescription>,
): RowReader & KeySpeller {
  return {
    async read(keys) {
      const table = await describe();
      const found = new Map<string, SourceRow[]>();
      await askedFor(keys, table, async (asked, json) => {
        for (const row of await database.query('rowsByKeys', { keys: json }, table)) {
          const key = asked(row);
          found.set(key, [...(found.get(key) ?? []), toSourceRow(row, table)]);
        }
      });
      return new Map([...found].map(([key, rows]) => [key, withTwins(rows)]));
    },

    async spell(keys) {
      const { key } = await describe();
      return new Map(
        keys.flatMap((text) => {
          const spelled = spellKey(text, key);
          return spelled === undefined ? [] : [[text, spelled] as const];
        }),
      );
    },
  };
}

/**
 * Asks for keys by their place in a list: what comes back may be spelled otherwise than what was asked for. Nothing is asked
 * where none of them can be a key.
 */
export async function askedFor(
  keys: readonly string[],
  table: TableDescription,
  ask: (asked: (row: ResultRow) => string, json: string) => Promise<void>,
): Promise<void> {
  const possible = [...new Set(keys)].flatMap((key) => {
    const spelled = spellKey(key, table.key);
    return spelled === undefined ? [] : [{ key, spelled }];
  });
  if (possible.length === 0) return;
  const json = JSON.stringify(possible.map(({ spelled }, n) => ({ n, k: spelled })));
  await ask((row) => possible[Number(row['asked'])]?.key ?? '', json);
}

/** The first by its spelling, so that all who read them meet the same one. */
function withTwins(rows: readonly SourceRow[]): SourceRow {
  const [first, ...others] = [...rows].sort((a, b) => (a.key < b.key ? -1 : 1));
  if (!first) throw new Error('A key that was found has a row.');
  return others.length === 0 ? first : { ...first, twins: others.map(({ key }) => key) };
}

/** A row of the catalogue's row statements: key, version, and the mapped columns as c0, c1, … */
export function toSourceRow(row: ResultRow, { columns }: TableDescription): SourceRow {
  const values: Record<string, string | null> = {};
  // SQL Server may spell a name in another case than the mapping file does.
  columns.forEach(({ mappedAs }, index) => {
    values[mappedAs] = textOrNull(row[`c${index}`]);
  });
  return { key: rowForm(String(row['row_key'])), version: textOrNull(row['version']), values };
}

function textOrNull(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}
