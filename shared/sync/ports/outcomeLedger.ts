import type { LedgerEntry, RecordOutcome } from '../../outcomes/recordOutcome.ts';

export interface OutcomeLedger {
  /**
   * The latest outcome of each key that has one, by the key that was asked for. All spellings that HubSpot takes for one have one
   * entry, which says by its `key` how the row was spelled.
   */
  read(keys: readonly string[]): Promise<ReadonlyMap<string, LedgerEntry>>;
  /**
   * Stores at most 100 outcomes in one transaction, each only if its entry is still the one in `previous`, by the outcome's key;
   * an entry that is somewhere else moves. Answers false when another worker was faster: nothing is stored then, unless that
   * worker is of an earlier version and stores in places that entries are moved from. `unsent`: keys that nobody can have sent
   * again by hand, so that the review which their entry names already need not be told of.
   */
  commit(
    outcomes: readonly RecordOutcome[],
    previous: ReadonlyMap<string, LedgerEntry>,
    unsent?: ReadonlySet<string>,
  ): Promise<boolean>;
}

export interface LedgerScan {
  /** Every entry in the ledger's order, behind a `placeOf` (null: all), in pages. */
  inOrder(place: string | null): AsyncIterable<readonly LedgerEntry[]>;
}

export interface LedgerMoves {
  /** Puts entries that an earlier version stored by the row's spelling where they belong; what is there already counts. */
  settle(entries: readonly LedgerEntry[]): Promise<void>;
}

export interface LedgerErasure {
  /** Removes an entry unless another worker has changed it meanwhile; false when one has. */
  remove(entry: LedgerEntry): Promise<boolean>;
}
