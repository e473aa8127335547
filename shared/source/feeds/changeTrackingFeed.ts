import { rowForm } from '../../contacts/associateKey.ts';
import { RetryLater, StopAndAlert } from '../../errors.ts';
import { inPagesOf } from '../../sync/ports/inPagesOf.ts';
import type { Database, Queries } from '../database.ts';
import type { TableDescription } from '../tableDescription.ts';
import { type Cursor, CursorExpired, type IncrementalFeed, required } from './incrementalFeed.ts';
import { toChanges } from './toChange.ts';

/** So often in a row CHANGETABLE may be too slow before a full pass by key, which cannot stall, takes its place. */
const MOST_TIMEOUTS = 3;

/**
 * Follows SQL Server's change tracking, exactly and with deletes. A version is given at commit, so nothing commits
 * behind it. By the documented protocol all is read in one SNAPSHOT transaction: is the cursor still valid, what is the
 * newest version, which keys changed. Its cursor is (`since`, `afterKey`): every change up to version `since` was handed
 * out, and of version `since + 1` the keys up to `afterKey`. Beside it stand since when the table was tracked then (`begin`,
 * `log`), and how often in a row CHANGETABLE was too slow (`timeouts`).
 * https://learn.microsoft.com/sql/relational-databases/track-changes/work-with-change-tracking-sql-server
 */
export function createChangeTrackingFeed(
  database: Database,
  { pageSize }: { readonly pageSize: number },
): IncrementalFeed {
  return {
    name: 'changeTracking',

    async begin(table) {
      const { current, began } = await readBounds(database, table);
      return { since: current, afterKey: null, ...began };
    },

    async *pages(start, table) {
      const since = required(start, 'since');
      const afterKey = start['afterKey'] ?? null;
      const timeouts = Number(start['timeouts'] ?? 0);
      const snapshot = await database.beginSnapshot();
      try {
        const { current, minValid, began } = await readBounds(snapshot, table);
        checkCursor(BigInt(since), BigInt(current), BigInt(minValid));
        checkBeginning(start, began);
        if (timeouts >= MOST_TIMEOUTS) throw tooSlow(timeouts);
        const page = (cursor: Cursor) => ({ changes: [], keylessRows: 0, notices: [], cursor });
        try {
          const values = { since, until: current, afterKey };
          for await (const rows of inPagesOf(pageSize, snapshot.stream('trackedChanges', values, table))) {
            yield { ...page({ ...cursorAfter(rows.at(-1)), ...began }), ...toChanges(rows) };
          }
        } catch (error) {
          if (!(error instanceof RetryLater) || error.code !== 'SQL_SLOW') throw error;
          // Remembered before it is told, so that the third one in a row is known as such.
          yield page({ ...start, ...began, timeouts: String(timeouts + 1) });
          throw error;
        }
        yield page({ since: current, afterKey: null, ...began });
      } finally {
        await snapshot.end();
      }
    },
  };
}

/** The last row's version may go on in the next page: it stands one below, and the key says how far it was read. */
function cursorAfter(last: Readonly<Record<string, unknown>> | undefined): Cursor {
  return {
    since: String(BigInt(String(last?.['version'])) - 1n),
    afterKey: rowForm(String(last?.['row_key'])),
  };
}

/** Since when the table is tracked; null where the login does not see it. */
type Beginning = Readonly<Record<'begin' | 'log', string | null>>;

interface Bounds {
  readonly current: string;
  readonly minValid: string;
  readonly began: Beginning;
}

async function readBounds(queries: Queries, table: TableDescription): Promise<Bounds> {
  const [row] = await queries.query('changeTrackingBounds', { table: table.name });
  const [current, minValid] = [row?.['current_version'], row?.['min_valid_version']];
  if (typeof current === 'string' && typeof minValid === 'string') {
    const began = { begin: textOrNull(row?.['begin_version']), log: textOrNull(row?.['log_created']) };
    return { current, minValid, began };
  }
  // NULL means all three, and must never be taken for "no changes".
  throw new StopAndAlert(
    'CHANGE_TRACKING_OFF',
    `Changes of ${table.name} are not tracked, or this login may not see them: infra/sql/03-change-tracking.sql turns tracking on, 05-sync-user.sql grants VIEW CHANGE TRACKING.`,
  );
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
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

/**
 * Tracking that was switched off and on begins at the newest version, which the cursor may have as well: "not older than the
 * least valid one" holds then, and what changed in between is told by nobody.
 */
function checkBeginning(stored: Cursor, now: Beginning): void {
  for (const mark of ['begin', 'log'] as const) {
    const [before, after] = [stored[mark] ?? null, now[mark]];
    if (before !== null && after !== null && before !== after)
      throw new CursorExpired(
        'change tracking of the table began anew (switched off and on, or TRUNCATE TABLE), and nobody tells what changed before',
      );
  }
}

function tooSlow(timeouts: number): CursorExpired {
  return new CursorExpired(
    `CHANGETABLE gave no row in time ${timeouts} times in a row (source.changeTrackingTimeoutSeconds): its statistics or the number of changes are for a DBA to look at`,
  );
}
