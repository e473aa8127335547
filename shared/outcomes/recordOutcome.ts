import type { Verdict } from './verdict.ts';

export interface RecordOutcome extends Verdict {
  readonly key: string;
  readonly sourceVersion: string | undefined;
  readonly batchId: string;
  readonly runId: string;
  readonly attempts: number;
  readonly durationMs: number;
  /** Of a failed one: what crashed, and where. */
  readonly cause?: string | undefined;
  /** Since when outcome and code are these, ISO; the ledger fills it in. */
  readonly since?: string | undefined;
  /** The review that a person finds it by; the ledger fills it in where one is needed. */
  readonly reviewId?: string | undefined;
}

/** A stored outcome with the tag that proves nobody wrote it since. */
export interface LedgerEntry extends RecordOutcome {
  readonly etag: string;
}
