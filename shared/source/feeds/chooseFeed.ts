import type { Mapping } from '../../contacts/mapping.ts';
import { StopAndAlert } from '../../errors.ts';
import type { Database } from '../database.ts';
import { describeDatabase } from '../describeDatabase.ts';
import type { TableDescription } from '../tableDescription.ts';
import { createChangeTrackingFeed } from './changeTrackingFeed.ts';
import type { FeedName, IncrementalFeed } from './incrementalFeed.ts';
import { createRowversionFeed } from './rowversionFeed.ts';
import { createTimestampFeed } from './timestampFeed.ts';

/** What each feed can miss; reconciliation finds it. */
export const MISSES: Readonly<Record<FeedName, string>> = {
  changeTracking: 'nothing, as long as the sync runs within the retention',
  rowversion: 'deleted rows',
  timestamp:
    'deleted rows, rows whose stamp nobody maintains, and transactions that take longer than source.overlapSeconds',
};

/** What `auto` looks at. */
export interface FeedFacts {
  readonly isTracked: boolean;
  readonly canViewChanges: boolean;
  /** Change tracking tells primary keys, so that has to be the key. */
  readonly primaryKeyIsKey: boolean;
  readonly snapshotAllowed: boolean;
  readonly hasRowversion: boolean;
  /** A replica that only reads has stamps, and no other feed. */
  readonly isReadOnly: boolean;
}

/** The best feed the database offers: change tracking, else a rowversion column, else the stamps. */
export function bestFeed(facts: FeedFacts): FeedName {
  const { isTracked, canViewChanges, primaryKeyIsKey, snapshotAllowed, isReadOnly } = facts;
  if (isReadOnly) return 'timestamp';
  if (isTracked && canViewChanges && primaryKeyIsKey && snapshotAllowed) return 'changeTracking';
  return facts.hasRowversion ? 'rowversion' : 'timestamp';
}

export async function readFeedFacts(database: Database, table: TableDescription): Promise<FeedFacts> {
  const name = { table: table.name };
  const description = await describeDatabase(database);
  const tracking = await database.query('describeChangeTracking', name);
  const [permissions] = await database.query('describePermissions', name);
  const primaryKey = (await database.query('describeIndexes', name))
    .filter((row) => row['is_primary_key'] === true)
    .map((row) => String(row['column_name']).toLowerCase());
  return {
    isTracked: tracking.length > 0,
    canViewChanges: permissions?.['can_view_changes'] === 1,
    primaryKeyIsKey: primaryKey.length === 1 && primaryKey[0] === table.key.name.toLowerCase(),
    snapshotAllowed: Number(description['snapshot_isolation_state']) === 1,
    hasRowversion: table.rowversion !== undefined,
    isReadOnly: table.isReadOnly,
  };
}

/** Why a feed that the mapping file names cannot work; undefined where it can. */
export function whyNot(feed: FeedName, { isReadOnly }: Pick<FeedFacts, 'isReadOnly'>): string | undefined {
  if (!isReadOnly || feed === 'timestamp') return undefined;
  const why =
    feed === 'changeTracking'
      ? 'tells no tracked changes'
      : 'does not know which rowversions are still being written';
  return `source.changeFeed: ${feed} needs the primary, and SQL_CONNECTION_STRING leads to a replica that only reads, which ${why}: take ApplicationIntent=ReadOnly out of it, or set source.changeFeed: timestamp.`;
}

/**
 * The feed that `source.changeFeed` names, or the best one.
 *
 * @throws StopAndAlert when the one that is named cannot work here.
 */
export async function chooseFeed(
  database: Database,
  table: TableDescription,
  { source, sync }: Mapping,
): Promise<IncrementalFeed> {
  const name =
    source.changeFeed === 'auto' ? bestFeed(await readFeedFacts(database, table)) : source.changeFeed;
  const problem = whyNot(name, table);
  if (problem !== undefined) throw new StopAndAlert('CONFIGURATION', problem);
  const { pageSize } = sync;
  switch (name) {
    case 'changeTracking':
      return createChangeTrackingFeed(database, { pageSize });
    case 'rowversion':
      return createRowversionFeed(database, { pageSize });
    case 'timestamp':
      return createTimestampFeed(database, {
        clock: source.clock,
        overlapSeconds: source.overlapSeconds,
        pageSize,
      });
  }
}
