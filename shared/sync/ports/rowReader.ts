/** A row as SQL Server has it now; every value is exact text or null. */
export interface SourceRow {
  readonly key: string;
  readonly version: string | null;
  readonly values: Readonly<Record<string, string | null>>;
}

export interface RowReader {
  /** The rows by the keys that were asked for; a key that is not in the answer has no row. `row.key` is as SQL Server spells it. */
  read(keys: readonly string[]): Promise<ReadonlyMap<string, SourceRow>>;
}
