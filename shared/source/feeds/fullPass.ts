import type { Change } from '../../sync/ports/changeFeed.ts';
import { countRows } from '../countRows.ts';
import type { Database } from '../database.ts';
import type { TableDescription } from '../tableDescription.ts';
import { readPage } from './readPage.ts';

export interface FullPassPage {
  readonly changes: readonly Change[];
  readonly keylessRows: number;
  /** Last key of the page; undefined when the table is at its end. */
  readonly afterKey: string | undefined;
}

/** Every key of the table once, in key order, after `afterKey` (null: from the first one). */
export async function* fullPass(
  database: Database,
  table: TableDescription,
  pageSize: number,
  start: string | null,
): AsyncIterable<FullPassPage> {
  let keylessRows =
    start === null && table.key.isNullable
      ? ((await countRows(database, 'countKeylessRows', {}, table)) ?? 0)
      : 0;
  for (let afterKey = start; ; ) {
    const page =
      afterKey === null
        ? await readPage(database, 'firstKeys', { pageSize }, table)
        : await readPage(database, 'nextKeys', { pageSize, afterKey }, table);
    const last = page.isLast ? undefined : page.lastKey;
    yield { changes: page.changes, keylessRows, afterKey: last };
    if (last === undefined) return;
    afterKey = last;
    keylessRows = 0;
  }
}
