import type { WriteOperation } from '../outcomes/writeOperation.ts';
import type { KeyChoice } from '../source/queryKeys.ts';

/** How to bring associates to HubSpot. */
export interface KeyedWish {
  /** `insert` never touches a contact that exists, `update` never makes one, `upsert` does both. */
  readonly operation: WriteOperation;
  /** Everything but what changes something: tells what would become of each. */
  readonly dryRun?: boolean | undefined;
  /** So many keys at most. */
  readonly limit?: number | undefined;
  /** Ends the run with the batches that are in work; the result says so. */
  readonly signal?: AbortSignal | undefined;
}

/** Whom to bring to HubSpot, and how. */
export type SyncWish = KeyChoice & KeyedWish;
