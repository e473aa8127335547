import { LONGEST_KEY } from '../contacts/longKey.ts';
import type { Mapping } from '../contacts/mapping.ts';
import { optionalSlots } from '../contacts/slots.ts';
import { RetryLater, StopAndAlert } from '../errors.ts';
import type { TextParameters } from '../outcomes/say.ts';
import { saying, sayingOf } from '../outcomes/saying.ts';
import type { StatusCode } from '../outcomes/statusCodes.ts';
import type { PreflightFinding } from '../sync/ports/preflight.ts';
import { absentSlots } from './absentSlots.ts';
import { countRows } from './countRows.ts';
import type { Database } from './database.ts';
import { describeDatabase } from './describeDatabase.ts';
import { describeTable } from './describeTable.ts';
import { bestFeed, type FeedFacts, readFeedFacts, whyNot } from './feeds/chooseFeed.ts';
import type { FeedName } from './feeds/incrementalFeed.ts';
import type { ResultRow } from './streamRows.ts';
import type { Column, TableDescription } from './tableDescription.ts';

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
      columns(table, mapping),
      keyColumn(table.key),
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
    return [{ check: 'source', level: 'error', ...sayingOf(error) }];
  }
}

/** What is found of a check. */
function found(
  check: string,
  level: PreflightFinding['level'],
  code: StatusCode,
  parameters: TextParameters = {},
  script?: string,
): PreflightFinding {
  return { check, level, ...saying(code, parameters), ...(script === undefined ? {} : { script }) };
}

const FEED_CODES = {
  changeTracking: 'FEED_CHANGE_TRACKING',
  rowversion: 'FEED_ROWVERSION',
  timestamp: 'FEED_TIMESTAMP',
} as const satisfies Record<FeedName, StatusCode>;

function changeFeed(feed: FeedName, facts: FeedFacts): PreflightFinding {
  const problem = whyNot(feed, facts);
  if (problem !== undefined)
    return { check: 'changeFeed', level: 'error', ...sayingOf({ code: 'CONFIGURATION', message: problem }) };
  return found('changeFeed', feed === 'timestamp' ? 'warning' : 'ok', FEED_CODES[feed]);
}

function replica({ isReadOnly }: TableDescription): readonly PreflightFinding[] {
  return isReadOnly ? [found('replica', 'warning', 'REPLICA')] : [];
}

function columns(table: TableDescription, mapping: Mapping): PreflightFinding {
  const count = { columns: table.columns.length };
  const optional = optionalSlots(mapping).map(({ slot }) => slot);
  if (optional.length === 0) return found('columns', 'ok', 'COLUMNS_READY', count);
  const absent = absentSlots(table, mapping);
  const slots = [1, ...optional].filter((slot) => !absent.has(slot)).join(', ');
  const room = optional.length + 1;
  return found('columns', 'ok', 'COLUMNS_AND_SLOTS_READY', { ...count, slots, room });
}

function keyColumn({ declaredType: type }: Column): PreflightFinding {
  const [, length] = /\((\d+)\)$/.exec(type) ?? [];
  const said = { type, most: LONGEST_KEY };
  return Number(length ?? 0) > LONGEST_KEY
    ? found('keyColumn', 'warning', 'KEY_COLUMN_LONG', said)
    : found('keyColumn', 'ok', 'KEY_COLUMN_READY', said);
}

function compatibility(description: ResultRow): PreflightFinding {
  const level = Number(description['compatibility_level']);
  return level >= LOWEST_COMPATIBILITY_LEVEL
    ? found('compatibility', 'ok', 'COMPATIBILITY_READY', { level })
    : found('compatibility', 'error', 'COMPATIBILITY_LOW', { level, lowest: LOWEST_COMPATIBILITY_LEVEL });
}

function snapshot(allowed: boolean, description: ResultRow): PreflightFinding {
  const waits = description['is_read_committed_snapshot_on'] !== true;
  if (allowed) return found('snapshot', 'ok', waits ? 'SNAPSHOT_READY_WAITING' : 'SNAPSHOT_READY');
  const script = 'infra/sql/04-snapshot-isolation.sql';
  return found('snapshot', 'warning', waits ? 'SNAPSHOT_OFF_WAITING' : 'SNAPSHOT_OFF', {}, script);
}

function changeTracking([row]: readonly ResultRow[]): PreflightFinding {
  const script = 'infra/sql/03-change-tracking.sql';
  const check = 'changeTracking';
  if (!row) return found(check, 'warning', 'TRACKING_OFF', {}, script);
  const period = Number(row['retention_period']);
  const unit = String(row['retention_period_units_desc']).toUpperCase();
  const days = unit === 'DAYS' ? period : unit === 'HOURS' ? period / 24 : period / 1440;
  const said = { days: Math.round(days * 10) / 10 };
  return days >= RETENTION_DAYS
    ? found(check, 'ok', 'TRACKING_READY', said)
    : found(check, 'warning', 'TRACKING_SHORT', said, script);
}

function permission(
  { key, changedAt, columns: all }: TableDescription,
  permissions: ResultRow | undefined,
  needsChanges: boolean,
): PreflightFinding {
  const script = 'infra/sql/05-sync-user.sql';
  const denied = new Set([key, changedAt, ...all].flatMap(({ name, canSelect }) => (canSelect ? [] : name)));
  if (denied.size > 0)
    return found('permissions', 'error', 'SELECT_DENIED', { columns: [...denied].join(', ') }, script);
  if (needsChanges && permissions?.['can_view_changes'] !== 1)
    return found('permissions', 'error', 'VIEW_CHANGES_DENIED', {}, script);
  return found('permissions', 'ok', 'PERMISSIONS_READY');
}

function noWritePermission(permissions: ResultRow | undefined): PreflightFinding {
  const check = 'noWritePermission';
  const granted = ['insert', 'update', 'delete'].filter((verb) => permissions?.[`can_${verb}`] === 1);
  if (granted.length === 0) return found(check, 'ok', 'WRITING_DENIED');
  const verbs = { verbs: granted.join(', ') };
  return found(check, 'warning', 'WRITING_ALLOWED', verbs, 'infra/sql/05-sync-user.sql');
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
  const column = { column: changedAt.name };
  const leading = [...firstColumns].find(([, first]) => first === changedAt.name.toLowerCase());
  if (leading) return found('index', 'ok', 'INDEX_READY', { index: leading[0], ...column });
  return isNeeded
    ? found('index', 'warning', 'INDEX_MISSING', column, 'infra/sql/01-index.sql')
    : found('index', 'ok', 'INDEX_NOT_NEEDED', column);
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
    stampCount('unstampedRows', unstamped, ['STAMPS_READY', 'STAMPS_MISSING', 'STAMPS_UNKNOWN']),
    stampCount('futureStamps', future, [
      'FUTURE_STAMPS_NONE',
      'FUTURE_STAMPS_FOUND',
      'FUTURE_STAMPS_UNKNOWN',
    ]),
  ];
}

function stampCount(
  check: string,
  rows: number | undefined,
  [none, some, unknown]: readonly [StatusCode, StatusCode, StatusCode],
): PreflightFinding {
  if (rows === undefined) return found(check, 'unknown', unknown);
  return rows === 0 ? found(check, 'ok', none) : found(check, 'warning', some, { rows });
}
