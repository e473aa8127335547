/** What erasing an associate needs beside the ports of the sync. */
import type { LedgerEntry } from './ports.ts';

export interface LedgerErasure {
  /** Removes an entry unless another worker has changed it meanwhile; false when one has. */
  remove(entry: LedgerEntry): Promise<boolean>;
}

export interface NotesErasure {
  /** Removes what any adoption run has noted of the associate; answers how many notes that were. */
  removeOf(key: string): Promise<number>;
}
