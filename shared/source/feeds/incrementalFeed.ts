import type { Change, FeedNotice } from '../../sync/ports/changeFeed.ts';
import type { TableDescription } from '../tableDescription.ts';

/** Where an incremental feed stands: the server's own texts, never interpreted outside the feed. */
export type Cursor = Readonly<Record<string, string | null>>;

export interface IncrementalPage {
  readonly changes: readonly Change[];
  readonly keylessRows: number;
  readonly notices: readonly FeedNotice[];
  /** To follow on from, once the page's messages are stored. */
  readonly cursor: Cursor;
}

export const FEED_NAMES = ['timestamp', 'rowversion', 'changeTracking'] as const;
export type FeedName = (typeof FEED_NAMES)[number];

/** One way of finding what changed. Two methods: where to begin, and what has changed since. */
export interface IncrementalFeed {
  readonly name: FeedName;
  /** A cursor from which nothing that is committed from now on is missed. */
  begin(table: TableDescription): Promise<Cursor>;
  /**
   * What changed since the cursor, page by page, up to an upper bound fixed at the start.
   *
   * @throws CursorExpired when the source can no longer tell.
   */
  pages(cursor: Cursor, table: TableDescription): AsyncIterable<IncrementalPage>;
}

/** The source can no longer tell what changed since a cursor; the message says why. Only a full pass helps. */
export class CursorExpired extends Error {
  override readonly name = 'CursorExpired';
}

/** A member of a cursor that has to be there. */
export function required(cursor: Cursor, member: string): string {
  const value = cursor[member];
  if (typeof value !== 'string') throw new CursorExpired(`the watermark has no ${member}`);
  return value;
}
