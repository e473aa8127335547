import type { Mapping } from '../../shared/contacts/mapping.ts';
import type { Database } from '../../shared/source/database.ts';
import { describeTable } from '../../shared/source/describeTable.ts';
import { createChangeFeed } from '../../shared/source/feeds/changeFeed.ts';
import { chooseFeed } from '../../shared/source/feeds/chooseFeed.ts';
import type { ChangeFeed } from '../../shared/sync/ports/changeFeed.ts';

/** The change feed of a mapping, by pages of a hundred keys. */
export function feedOf(database: Database, mapping: Mapping): ChangeFeed {
  return createChangeFeed({
    database,
    describe: () => describeTable(database, mapping),
    choose: (table) => chooseFeed(database, table, mapping),
    pageSize: 100,
  });
}

/** All its pages from a position on: the keys found, where to go on, and why a full pass began. */
export async function followFeed(database: Database, mapping: Mapping, position?: string) {
  const pages = await Array.fromAsync(feedOf(database, mapping).pages(position));
  return {
    keys: pages.flatMap(({ changes }) => changes.map(({ key }) => key)),
    next: pages.at(-1)?.next,
    reason: pages.find(({ fullPassReason }) => fullPassReason)?.fullPassReason,
  };
}
