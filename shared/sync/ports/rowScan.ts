import type { SourceRow } from './rowReader.ts';

/** The whole table, for comparing. */
export interface RowScan {
  /** Every row that has a key, in key order after `afterKey` (null: all), in chunks and flat memory. */
  inKeyOrder(afterKey: string | null): AsyncIterable<readonly SourceRow[]>;
  /** Those of the keys that have no row. */
  missing(keys: readonly string[]): Promise<readonly string[]>;
}
