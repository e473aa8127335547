/** A row that changed: its key and the version the feed saw, both as the server's own text. */
export interface Change {
  readonly key: string;
  readonly version: string;
}

/** Something about the source that an operator should know; it does not stop the run. */
export interface FeedNotice {
  readonly code: string;
  readonly message: string;
}

/** One page of a change feed. The position may be stored once the page's messages are. */
export interface ChangePage {
  readonly changes: readonly Change[];
  /** Rows of this page that have no key (NULL): they cannot be addressed, only counted and named. */
  readonly keylessRows: number;
  readonly notices: readonly FeedNotice[];
  /** Opaque text to go on from. */
  readonly next: string;
  /** Whether the page is of a pass over the whole table. */
  readonly isFullPass: boolean;
  /** Why the feed starts over with a full pass, when it does. */
  readonly fullPassReason?: string;
  /** The run that the page is counted in, where somebody asked for the pass. */
  readonly runId?: string;
}

export interface ChangeFeed {
  /**
   * Fixes the upper bound first, then yields pages from `position` on (undefined: everything).
   * A consumer that stops early goes on later from the last `next` it stored.
   */
  pages(position: string | undefined): AsyncIterable<ChangePage>;
}
