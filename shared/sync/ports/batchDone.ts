import type { OutcomeCounts } from '../../outcomes/countOutcomes.ts';
import type { PendingRemoval } from './messages.ts';

/** What a batch came to. */
export interface BatchDone {
  readonly counts: OutcomeCounts;
  /** Keys of which an earlier write may still arrive. */
  readonly doubtful: ReadonlySet<string>;
  /** Contacts that wait to be removed: the message comes back with it, after `waitMs`. */
  readonly removal?: PendingRemoval;
  readonly waitMs?: number;
}
