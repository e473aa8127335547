import type { LedgerEntry, RecordOutcome } from '../../outcomes/recordOutcome.ts';

export interface OutcomeLedger {
  /** The latest outcome of each key that has one. */
  read(keys: readonly string[]): Promise<ReadonlyMap<string, LedgerEntry>>;
  /**
   * Stores at most 100 outcomes in one transaction, each only if its entry is still the one in `previous`.
   * Answers false, having stored nothing, when another worker was faster.
   */
  commit(outcomes: readonly RecordOutcome[], previous: ReadonlyMap<string, LedgerEntry>): Promise<boolean>;
}

export interface LedgerScan {
  /** Every entry in the ledger's order, after the one of `afterKey` (null: all), in pages. */
  inOrder(afterKey: string | null): AsyncIterable<readonly LedgerEntry[]>;
}

export interface LedgerErasure {
  /** Removes an entry unless another worker has changed it meanwhile; false when one has. */
  remove(entry: LedgerEntry): Promise<boolean>;
}
