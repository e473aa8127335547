import type { KeyForms } from '../contacts/associateKey.ts';
import type { Verdict } from './verdict.ts';

export interface RecordOutcome extends Verdict {
  /** As SQL Server spells it. */
  readonly key: string;
  /** The key that HubSpot holds, or may hold, where it has not taken the one of the row that was respelt. */
  readonly heldKey?: string | undefined;
  readonly sourceVersion: string | undefined;
  readonly batchId: string;
  readonly runId: string;
  readonly attempts: number;
  readonly durationMs: number;
  /** Of a failed one: what crashed, and where. */
  readonly cause?: string | undefined;
  /** Since when outcome and code are these, ISO; the ledger fills it in. */
  readonly since?: string | undefined;
  /** The last changes of outcome or code as JSON, see `history.ts`; the ledger fills it in. */
  readonly history?: string | undefined;
  /** The review that a person finds it by; the ledger fills it in where one is needed. */
  readonly reviewId?: string | undefined;
}

/** A stored outcome with the tag that proves nobody wrote it since. */
export interface LedgerEntry extends RecordOutcome {
  readonly etag: string;
  /** Where it is in the ledger, where that is not its key itself: the ledger's form, or where an earlier version put it. */
  readonly place?: string;
}

/** The key under which HubSpot has the associate's contact; undefined where the ledger knows no contact. */
export function heldKeyOf(
  entry: LedgerEntry | undefined,
  { sent }: Pick<KeyForms, 'sent'>,
): string | undefined {
  return entry?.hubspotId === undefined ? undefined : (entry.heldKey ?? sent(entry.key));
}

/** Where an entry is in the ledger's order. */
export function placeOf({ key, place = key }: LedgerEntry): string {
  return place;
}
