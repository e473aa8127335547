import { rowForm } from '../contacts/associateKey.ts';
import type { RowScan } from '../sync/ports/rowScan.ts';
import type { Database } from './database.ts';
import { askedFor, toSourceRow } from './rowReader.ts';
import { spellKey } from './spellKey.ts';
import type { TableDescription } from './tableDescription.ts';

/** Rows of one statement: long enough to stream, short enough that no statement runs for an hour. */
const ROWS_PER_STATEMENT = 100_000;

/** Reads the whole table in key order, streamed: memory does not depend on its size. */
export function createRowScan(database: Database, describe: () => Promise<TableDescription>): RowScan {
  return {
    async *inKeyOrder(start) {
      await database.wake();
      const table = await describe();
      for (let afterKey = start; ; ) {
        const limit = ROWS_PER_STATEMENT;
        const chunks =
          afterKey === null
            ? database.stream('firstRowsInKeyOrder', { limit }, table)
            : database.stream('rowsInKeyOrder', { limit, afterKey }, table);
        let read = 0;
        for await (const chunk of chunks) {
          const rows = chunk.map((row) => toSourceRow(row, table));
          read += rows.length;
          afterKey = rows.at(-1)?.key ?? afterKey;
          yield rows;
        }
        if (read < limit) return;
      }
    },

    async unlike(keys) {
      const table = await describe();
      // What no row can have as its key has none.
      const unlike = new Map<string, string | undefined>(
        keys.filter((key) => spellKey(key, table.key) === undefined).map((key) => [key, undefined]),
      );
      await askedFor(keys, table, async (asked, json) => {
        for (const row of await database.query('unlikeKeys', { keys: json }, table)) {
          const there = row['row_key'];
          unlike.set(asked(row), there === null ? undefined : rowForm(String(there)));
        }
      });
      return unlike;
    },
  };
}
