import type { OutcomeCounts } from '../outcomes/countOutcomes.ts';
import { everyCount } from '../outcomes/countOutcomes.ts';
import type { OutcomeName } from '../outcomes/outcome.ts';
import type { WriteOperation } from '../outcomes/writeOperation.ts';
import type { PropertyChange } from '../sync/batch/changesOf.ts';

/** What became of one associate, or in a dry run would. */
export interface SyncRecord {
  /** As SQL Server spells it. */
  readonly key: string;
  readonly outcome: OutcomeName;
  /** `OK`, or a code of docs/reference/codes.md. */
  readonly code: string;
  /** The properties that the code is about. */
  readonly properties: readonly string[];
  readonly hubspotId: string | undefined;
  /** In a dry run, what would be sent, with its values; empty otherwise. */
  readonly changes: readonly PropertyChange[];
}

/** What a run came to. Always: total = success + errors + deleted + pending. */
export interface SyncResult extends Required<OutcomeCounts> {
  readonly runId: string;
  readonly operation: WriteOperation;
  readonly dryRun: boolean;
  /** Keys that were found, each once, and rows without a key. */
  readonly total: number;
  /** created + updated + unchanged + adopted. */
  readonly success: number;
  /** rejected + conflict + failed. */
  readonly errors: number;
  /** How many records came to each code. */
  readonly byCode: Readonly<Record<string, number>>;
  /** Calls to HubSpot, those of work that an earlier run had left included. */
  readonly calls: number;
  readonly seconds: number;
  /** `signal`: the signal was given; `failure`: a person has to mend something first, see `reason`. What waits then is pending. */
  readonly stoppedBy: 'end' | 'signal' | 'failure';
  readonly reason: { readonly code: string; readonly message: string } | undefined;
  /** Contacts that the next regular run may send once more, because this one had another operation than SYNC_OPERATION. */
  readonly toSendAgain: number;
}

/** What has ended, against all that was found. */
export function toResult(
  facts: Pick<
    SyncResult,
    | 'runId'
    | 'operation'
    | 'dryRun'
    | 'total'
    | 'byCode'
    | 'calls'
    | 'seconds'
    | 'stoppedBy'
    | 'reason'
    | 'toSendAgain'
  >,
  counts: OutcomeCounts,
): SyncResult {
  const { pending: _, ...ended } = everyCount(counts);
  const { created, updated, unchanged, adopted, rejected, conflict, failed, deleted } = ended;
  const success = created + updated + unchanged + adopted;
  const errors = rejected + conflict + failed;
  return { ...facts, ...ended, success, errors, pending: facts.total - success - errors - deleted };
}
