import { StopAndAlert } from '../../errors.ts';
import type { Database, Queries } from '../database.ts';
import type { TableDescription } from '../tableDescription.ts';
import { type Cursor, CursorExpired, type IncrementalFeed, required } from './incrementalFeed.ts';
import { toChanges } from './toChange.ts';

/**
 * Follows SQL Server's change tracking, exactly and with deletes. A version is given at commit, so nothing commits
 * behind it. By the documented protocol all is read in one SNAPSHOT transaction: is the cursor still valid, what is the
 * newest version, which keys changed. Its cursor is (`since`, `afterKey`): every change up to version `since` was handed
 * out, and of version `since + 1` the keys up to `afterKey`.
 * https://learn.microsoft.com/sql/relational-databases/track-changes/work-with-change-tracking-sql-server
 */
export function createChangeTrackingFeed(database: Database): IncrementalFeed {
  return {
    name: 'changeTracking',

    async begin(table) {
      return { since: (await readBounds(database, table)).current, afterKey: null };
    },

    async *pages(start, table) {
      const since = required(start, 'since');
      const afterKey = start['afterKey'] ?? null;
      const snapshot = await database.beginSnapshot();
      try {
        const { current, minValid } = await readBounds(snapshot, table);
        checkCursor(BigInt(since), BigInt(current), BigInt(minValid));
        for await (const rows of snapshot.stream(
          'trackedChanges',
          { since, until: current, afterKey },
          table,
        )) {
          yield { ...toChanges(rows), notices: [], cursor: cursorAfter(rows.at(-1)) };
        }
        yield { changes: [], keylessRows: 0, notices: [], cursor: { since: current, afterKey: null } };
      } finally {
        await snapshot.end();
      }
    },
  };
}

/** The last row's version may go on in the next page: it stands one below, and the key says how far it was read. */
function cursorAfter(last: Readonly<Record<string, unknown>> | undefined): Cursor {
  return { since: String(BigInt(String(last?.['version'])) - 1n), afterKey: String(last?.['row_key']) };
}

async function readBounds(
  queries: Queries,
  table: TableDescription,
): Promise<{ current: string; minValid: string }> {
  const [row] = await queries.query('changeTrackingBounds', { table: table.name });
  const [current, minValid] = [row?.['current_version'], row?.['min_valid_version']];
  if (typeof current === 'string' && typeof minValid === 'string') return { current, minValid };
  // NULL means all three, and must never be taken for "no changes".
  throw new StopAndAlert(
    'CHANGE_TRACKING_OFF',
    `Changes of ${table.name} are not tracked, or this login may not see them: infra/sql/03-change-tracking.sql turns tracking on, 05-sync-user.sql grants VIEW CHANGE TRACKING.`,
  );
}

function checkCursor(since: bigint, current: bigint, minValid: bigint): void {
  if (since < minValid) {
    throw new CursorExpired(
      `change tracking keeps nothing before version ${minValid}, and the watermark is ${since}`,
    );
  }
  if (since > current) {
    throw new CursorExpired(`versions went back from ${since} to ${current}: the database was restored`);
  }
}
