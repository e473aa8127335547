import type { RowScan } from '../sync/ports/rowScan.ts';
import type { Database } from './database.ts';
import { toSourceRow } from './rowReader.ts';
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

    async missing(keys) {
      if (keys.length === 0) return [];
      const rows = await database.query('missingKeys', { keys: JSON.stringify(keys) }, await describe());
      return rows.map((row) => String(row['requested_key']));
    },
  };
}
