import type { Mapping } from '../contacts/mapping.ts';
import { optionalSlots } from '../contacts/slots.ts';
import { RetryLater, StopAndAlert } from '../errors.ts';
import type { PreflightFinding } from '../sync/ports/preflight.ts';
import { absentSlots } from './absentSlots.ts';
import { countRows } from './countRows.ts';
import type { Database } from './database.ts';
import { describeDatabase } from './describeDatabase.ts';
import { describeTable } from './describeTable.ts';
import { bestFeed, type FeedFacts, MISSES, readFeedFacts, whyNot } from './feeds/chooseFeed.ts';
import type { FeedName } from './feeds/incrementalFeed.ts';
import type { ResultRow } from './streamRows.ts';
import type { TableDescription } from './tableDescription.ts';

/** OPENJSON came with SQL Server 2016. */
const LOWEST_COMPATIBILITY_LEVEL = 130;
/** A sync that stands still over a holiday must find its changes afterwards. */
const RETENTION_DAYS = 7;

/**
 * Looks at everything about the source that the sync depends on. One finding per check: what it means, and the script
 * that mends it. Rows are counted only where the feed goes by what is counted, and never for long. Never throws: a source that
 * cannot be reached is a finding too.
 */
export async function preflight(database: Database, mapping: Mapping): Promise<readonly PreflightFinding[]> {
  try {
    const table = await describeTable(database, mapping);
    const name = { table: table.name };
    const description = await describeDatabase(database);
    const facts = await readFeedFacts(database, table);
    const [permissions] = await database.query('describePermissions', name);
    const feed = mapping.source.changeFeed === 'auto' ? bestFeed(facts) : mapping.source.changeFeed;
    return [
      ok('columns', describeColumns(table, mapping)),
      compatibility(description),
      snapshot(facts.snapshotAllowed, description),
      changeTracking(await database.query('describeChangeTracking', name)),
      permission(table, permissions, feed === 'changeTracking'),
      noWritePermission(permissions),
      index(await database.query('describeIndexes', name), table, feed === 'timestamp'),
      ...(feed === 'timestamp' ? await stamps(database, table, mapping) : []),
      ...replica(table),
      changeFeed(feed, facts),
    ];
  } catch (error) {
    if (!(error instanceof RetryLater || error instanceof StopAndAlert)) throw error;
    return [{ check: 'source', level: 'error', message: error.message }];
  }
}

function changeFeed(feed: FeedName, facts: FeedFacts): PreflightFinding {
  const problem = whyNot(feed, facts);
  if (problem !== undefined) return { check: 'changeFeed', level: 'error', message: problem };
  const level = feed === 'timestamp' ? 'warning' : 'ok';
  const message = `Changes are found by ${feed}, which can miss ${MISSES[feed]}.`;
  return { check: 'changeFeed', level, message };
}

function replica({ isReadOnly }: TableDescription): readonly PreflightFinding[] {
  if (!isReadOnly) return [];
  const message =
    'SQL_CONNECTION_STRING leads to a replica that only reads (ApplicationIntent=ReadOnly, or a secondary): deletes are seen by the nightly reconciliation only, and source.overlapSeconds has to outlast the replica’s lag too.';
  return [{ check: 'replica', level: 'warning', message }];
}

function describeColumns(table: TableDescription, mapping: Mapping): string {
  const read = `All ${table.columns.length} mapped columns are there, with types that can be read exactly.`;
  const optional = optionalSlots(mapping).map(({ slot }) => slot);
  if (optional.length === 0) return read;
  const absent = absentSlots(table, mapping);
  const found = [1, ...optional].filter((slot) => !absent.has(slot));
  return `${read} Slots of beneficiaries in the table: ${found.join(', ')}, of ${optional.length + 1} that the mapping file has room for.`;
}

function ok(check: string, message: string): PreflightFinding {
  return { check, level: 'ok', message };
}

function compatibility(description: ResultRow): PreflightFinding {
  const level = Number(description['compatibility_level']);
  if (level >= LOWEST_COMPATIBILITY_LEVEL) return ok('compatibility', `Compatibility level ${level}.`);
  const message = `Compatibility level ${level} has no OPENJSON; the sync needs ${LOWEST_COMPATIBILITY_LEVEL} (SQL Server 2016) or higher.`;
  return { check: 'compatibility', level: 'error', message };
}

function snapshot(allowed: boolean, description: ResultRow): PreflightFinding {
  const readCommitted = description['is_read_committed_snapshot_on'] === true;
  const waits = readCommitted
    ? 'Readers never wait for writers.'
    : 'Readers wait for writers (READ_COMMITTED_SNAPSHOT is off).';
  if (allowed) return ok('snapshot', `Snapshot isolation is allowed. ${waits}`);
  return {
    check: 'snapshot',
    level: 'warning',
    message: `Snapshot isolation is not allowed, and change tracking needs it. ${waits}`,
    script: 'infra/sql/04-snapshot-isolation.sql',
  };
}

function changeTracking([row]: readonly ResultRow[]): PreflightFinding {
  const script = 'infra/sql/03-change-tracking.sql';
  const check = 'changeTracking';
  if (!row) {
    const message = 'Changes are not tracked; tracking would be exact and see deletes.';
    return { check, level: 'warning', message, script };
  }
  const period = Number(row['retention_period']);
  const unit = String(row['retention_period_units_desc']).toUpperCase();
  const days = unit === 'DAYS' ? period : unit === 'HOURS' ? period / 24 : period / 1440;
  if (days >= RETENTION_DAYS)
    return ok(check, `Changes are tracked and kept for ${period} ${unit.toLowerCase()}.`);
  const message = `Changes are kept for ${period} ${unit.toLowerCase()} only: a sync that stands still longer starts over with a full pass.`;
  return { check, level: 'warning', message, script };
}

function permission(
  { key, changedAt, columns }: TableDescription,
  permissions: ResultRow | undefined,
  needsChanges: boolean,
): PreflightFinding {
  const script = 'infra/sql/05-sync-user.sql';
  const denied = new Set(
    [key, changedAt, ...columns].flatMap(({ name, canSelect }) => (canSelect ? [] : name)),
  );
  if (denied.size > 0) {
    const message = `This login may not SELECT ${[...denied].join(', ')} of the table.`;
    return { check: 'permissions', level: 'error', message, script };
  }
  if (needsChanges && permissions?.['can_view_changes'] !== 1) {
    const message = 'This login may not VIEW CHANGE TRACKING on the table.';
    return { check: 'permissions', level: 'error', message, script };
  }
  return ok('permissions', 'This login may read what it needs.');
}

function noWritePermission(permissions: ResultRow | undefined): PreflightFinding {
  const granted = ['insert', 'update', 'delete'].filter((verb) => permissions?.[`can_${verb}`] === 1);
  if (granted.length === 0) return ok('noWritePermission', 'This login may not change the table.');
  return {
    check: 'noWritePermission',
    level: 'warning',
    message: `This login may ${granted.join(', ')} rows; the sync only reads, so take that away.`,
    script: 'infra/sql/05-sync-user.sql',
  };
}

function index(
  rows: readonly ResultRow[],
  { changedAt }: TableDescription,
  isNeeded: boolean,
): PreflightFinding {
  const firstColumns = new Map<string, string>();
  for (const row of rows) {
    const name = String(row['index_name']);
    if (!firstColumns.has(name)) firstColumns.set(name, String(row['column_name']).toLowerCase());
  }
  const found = [...firstColumns].find(([, column]) => column === changedAt.name.toLowerCase());
  if (found) return ok('index', `Index ${found[0]} leads with ${changedAt.name}.`);
  return {
    check: 'index',
    level: isNeeded ? 'warning' : 'ok',
    message: `No index leads with ${changedAt.name}${isNeeded ? ': every run reads the whole table' : '; this feed needs none'}.`,
    ...(isNeeded ? { script: 'infra/sql/01-index.sql' } : {}),
  };
}

async function stamps(
  database: Database,
  table: TableDescription,
  mapping: Mapping,
): Promise<PreflightFinding[]> {
  const bounds = mapping.source.clock === 'utc' ? 'utcBounds' : 'serverTimeBounds';
  const [row] = await database.query(bounds, { from: null, overlapSeconds: 0 }, table);
  const now = String(row?.['now_stamp']);
  const [unstamped, future] = await Promise.all([
    countRows(database, 'countUnstampedRows', {}, table),
    countRows(database, 'countFutureStamps', { now }, table),
  ]);
  return [
    stampCount('unstampedRows', unstamped, 'have no stamp'),
    stampCount('futureStamps', future, "are stamped later than the server's clock"),
  ];
}

function stampCount(check: string, count: number | undefined, what: string): PreflightFinding {
  if (count === 0) return ok(check, `No rows ${what}.`);
  if (count === undefined) {
    const message = `How many rows ${what} is not known: counting them took too long, for no index leads with the stamp or the table is busy.`;
    return { check, level: 'unknown', message };
  }
  const message = `${count} rows ${what}: only full passes and reconciliation meet them.`;
  return { check, level: 'warning', message };
}
