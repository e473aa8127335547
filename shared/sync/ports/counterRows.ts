/** A small text by name, with the tag that proves that nobody changed it since. */
export interface CounterRow {
  readonly name: string;
  readonly text: string;
  readonly etag: string;
}

/** What the counters have stored, in the order of the names. Several rows change together, or none does. */
export interface CounterRows {
  /** Those of the names that are there. */
  read(names: readonly string[]): Promise<ReadonlyMap<string, CounterRow>>;
  /** From `first` on and before `behind`, `most` at most. */
  between(first: string, behind: string, most?: number): Promise<readonly CounterRow[]>;
  /** The names alone of those from `first` on and before `behind`. */
  names(first: string, behind: string): Promise<readonly string[]>;
  /**
   * Stores at most 100 rows in one transaction, each only if its tag is still this one (undefined: only if there is no such row).
   * Answers false, having stored nothing, when another instance was faster.
   */
  commit(
    rows: readonly (Omit<CounterRow, 'etag'> & { readonly etag: string | undefined })[],
  ): Promise<boolean>;
  /** Removes what lies from `first` on and before `behind`, about `most` rows at most; answers how many. */
  forget(first: string, behind: string, most: number): Promise<number>;
}
