/** A row as SQL Server has it now; every value is exact text or null. */
export interface SourceRow {
  /** As SQL Server spells it, but for blanks at its end. */
  readonly key: string;
  readonly version: string | null;
  readonly values: Readonly<Record<string, string | null>>;
  /** The keys of further rows that SQL Server takes for the same key: there are such where nothing keeps the key unique. */
  readonly twins?: readonly string[];
}

export interface RowReader {
  /** The rows by the keys that were asked for; a key that is not in the answer has no row. `row.key` is as SQL Server spells it. */
  read(keys: readonly string[]): Promise<ReadonlyMap<string, SourceRow>>;
}

export interface KeySpeller {
  /**
   * How the key column's type spells each of these texts (`007` is 7 to a whole number, a GUID comes in capitals). One that it
   * cannot hold is not in the answer. No row is read.
   */
  spell(keys: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
