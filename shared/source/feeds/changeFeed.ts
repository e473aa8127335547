import type { ChangeFeed, ChangePage } from '../../sync/ports/changeFeed.ts';
import type { Database } from '../database.ts';
import type { TableDescription } from '../tableDescription.ts';
import { fullPass } from './fullPass.ts';
import { CursorExpired, type IncrementalFeed } from './incrementalFeed.ts';
import { type Position, parsePosition } from './position.ts';
import { isSameSource } from './sameSource.ts';

export interface ChangeFeedParts {
  readonly database: Database;
  readonly describe: () => Promise<TableDescription>;
  readonly choose: (table: TableDescription) => Promise<IncrementalFeed>;
  readonly pageSize: number;
}

/**
 * The change feed of the table: first what changed since the watermark, then the next pages of a full pass while one is
 * on. A full pass begins, with its reason, when there is no watermark, when it is of another feed, database or table, and
 * when the source can no longer tell what changed since it; never is a foreign cursor guessed at.
 */
export function createChangeFeed({ database, describe, choose, pageSize }: ChangeFeedParts): ChangeFeed {
  return {
    async *pages(stored) {
      await database.wake();
      const table = await describe();
      const feed = await choose(table);
      let position = usablePosition(stored, feed, table);
      if (position) {
        try {
          for await (const { cursor, ...page } of feed.pages(position.cursor, table)) {
            position = { ...position, cursor };
            yield { ...page, next: JSON.stringify(position), isFullPass: false };
          }
        } catch (error) {
          if (!(error instanceof CursorExpired)) throw error;
          position = await startOver(feed, table, error.message, position.fullPass?.runId);
        }
      } else {
        const reason = stored === undefined ? 'no watermark' : 'the watermark is of another feed or database';
        position = await startOver(feed, table, reason);
      }
      if (position.fullPass) yield* fullPassPages(database, table, pageSize, position, position.fullPass);
    },
  };
}

function usablePosition(
  stored: string | undefined,
  feed: IncrementalFeed,
  table: TableDescription,
): Position | undefined {
  const position = stored === undefined ? undefined : parsePosition(stored);
  if (position?.feed !== feed.name || !isSameSource(position.source, table.identity)) return undefined;
  return { ...position, source: table.identity };
}

/**
 * The cursor is taken before the first page, so that what changes during the pass is met afterwards. A pass that somebody asked
 * for and that is on begins anew in its own run.
 */
async function startOver(
  feed: IncrementalFeed,
  table: TableDescription,
  reason: string,
  runId?: string,
): Promise<Position> {
  const cursor = await feed.begin(table);
  const asked = runId === undefined ? {} : { runId };
  return { feed: feed.name, source: table.identity, cursor, fullPass: { afterKey: null, reason, ...asked } };
}

async function* fullPassPages(
  database: Database,
  table: TableDescription,
  pageSize: number,
  { fullPass: _, ...position }: Position,
  { afterKey: start, ...asked }: NonNullable<Position['fullPass']>,
): AsyncIterable<ChangePage> {
  const run = asked.runId === undefined ? {} : { runId: asked.runId };
  let isFirst = start === null;
  for await (const { changes, keylessRows, afterKey } of fullPass(database, table, pageSize, start)) {
    const next = afterKey === undefined ? position : { ...position, fullPass: { afterKey, ...asked } };
    const page = { changes, keylessRows, notices: [], next: JSON.stringify(next), isFullPass: true, ...run };
    yield isFirst ? { ...page, fullPassReason: asked.reason } : page;
    isFirst = false;
  }
}
