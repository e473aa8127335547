import type { FeedNotice } from '../../sync/ports/changeFeed.ts';
import { countRows } from '../countRows.ts';
import type { Database } from '../database.ts';
import type { TableDescription } from '../tableDescription.ts';
import { type Cursor, type IncrementalFeed, required } from './incrementalFeed.ts';
import { type KeyPage, readPage } from './readPage.ts';

export interface TimestampFeedOptions {
  /** Which clock stamps the rows. */
  readonly clock: 'utc' | 'server';
  readonly overlapSeconds: number;
  readonly pageSize: number;
}

/**
 * Follows a "last modified" column. Its cursor (`from`, `fromKey`) never passes the server's clock minus the overlap,
 * because a transaction may commit a stamp older than what was already read; what lies within the overlap is handed out
 * again on every run. Rows without a stamp or stamped in the future are met only by full passes.
 */
export function createTimestampFeed(database: Database, options: TimestampFeedOptions): IncrementalFeed {
  const bounds = async (table: TableDescription, from: string | null) => {
    const statement = options.clock === 'utc' ? 'utcBounds' : 'serverTimeBounds';
    const [row] = await database.query(statement, { from, overlapSeconds: options.overlapSeconds }, table);
    return { now: String(row?.['now_stamp']), safe: String(row?.['safe_stamp']) };
  };
  return {
    name: 'timestamp',

    async begin(table) {
      return { from: (await bounds(table, null)).safe, fromKey: null };
    },

    async *pages(start, table) {
      const { pageSize } = options;
      let from = required(start, 'from');
      let fromKey = start['fromKey'] ?? null;
      const { now, safe } = await bounds(table, from);
      const notices = await futureStamps(database, table, now);
      let keylessRows = await countKeyless(database, table, from, now);
      for (let isFirst = true; ; isFirst = false) {
        const page = await readFrom({ from, fromKey }, { pageSize, now, safe }, database, table);
        from = page.lastVersion ?? from;
        fromKey = page.lastKey ?? fromKey;
        // Everything up to `safe` was read; beyond it, and at the end, the next run starts again at `safe`.
        const cursor: Cursor =
          page.isLast || page.endsInOverlap ? { from: safe, fromKey: null } : { from, fromKey };
        yield { changes: page.changes, keylessRows, notices: isFirst ? notices : [], cursor };
        if (page.isLast) return;
        keylessRows = 0;
      }
    },
  };
}

/** The next page: from a stamp on, or what is left of a stamp behind a key, filled up with what comes after it. */
async function readFrom(
  { from, fromKey }: { readonly from: string; readonly fromKey: string | null },
  range: { readonly pageSize: number; readonly now: string; readonly safe: string },
  database: Database,
  table: TableDescription,
): Promise<KeyPage> {
  if (fromKey === null) return readPage(database, 'keysFromStamp', { ...range, from }, table);
  const rest = await readPage(database, 'keysOfStamp', { ...range, from, fromKey }, table);
  if (!rest.isLast) return rest;
  const room = { ...range, pageSize: range.pageSize - rest.changes.length };
  const after = await readPage(database, 'keysAfterStamp', { ...room, from }, table);
  const last = after.lastKey === undefined ? rest : after;
  return { ...last, changes: [...rest.changes, ...after.changes], isLast: after.isLast };
}

async function futureStamps(
  database: Database,
  table: TableDescription,
  now: string,
): Promise<readonly FeedNotice[]> {
  const count = (await countRows(database, 'countFutureStamps', { now }, table)) ?? 0;
  if (count === 0) return [];
  const message = `${count} rows are stamped later than the server's clock: they are met only when their time comes, or by a full pass.`;
  return [{ code: 'FUTURE_STAMPS', message }];
}

async function countKeyless(
  database: Database,
  table: TableDescription,
  from: string,
  now: string,
): Promise<number> {
  if (!table.key.isNullable) return 0;
  return (await countRows(database, 'countKeylessChanges', { from, now }, table)) ?? 0;
}
