import type { OutcomeCounts } from '../../outcomes/countOutcomes.ts';
import type { RecordOutcome } from '../../outcomes/recordOutcome.ts';
import type { BatchMessage, PendingRemoval } from './messages.ts';

/** What a batch came to. */
export interface BatchDone {
  readonly counts: OutcomeCounts;
  /** Keys of which an earlier write may still arrive. */
  readonly doubtful: ReadonlySet<string>;
  /** Contacts that wait to be removed: the message comes back with it, after `waitMs`. */
  readonly removal?: PendingRemoval;
  readonly waitMs?: number;
}

/** Told of what a batch came to, each time that it did. */
export type OnOutcomes = (batch: {
  readonly message: BatchMessage;
  readonly outcomes: readonly RecordOutcome[];
  readonly counts: OutcomeCounts;
}) => void;
