import type { SourceRow } from './rowReader.ts';

/** The whole table, for comparing. */
export interface RowScan {
  /** Every row that has a key, in key order after `afterKey` (null: all), in chunks and flat memory. */
  inKeyOrder(afterKey: string | null): AsyncIterable<readonly SourceRow[]>;
  /**
   * Those of the keys that are not the key of a row as they stand here: with that row's own spelling where SQL Server takes them
   * for it all the same, and undefined where there is none.
   */
  unlike(keys: readonly string[]): Promise<ReadonlyMap<string, string | undefined>>;
}
