import type { BatchResult, OutcomeCounts } from '../../outcomes/countOutcomes.ts';

export interface RunAccount {
  /** Counts `batches` as detected and pending in their run. Safe to call after a batch was already finished. */
  addDetected(runId: string, batches: readonly { batchId: string; size: number }[]): Promise<void>;
  /** Replaces what is pending of a batch by what became of it. Repeating it changes nothing. */
  finishBatch(runId: string, batchId: string, size: number, result: BatchResult): Promise<void>;
  /** detected = the sum of all counts, per run, by construction. */
  read(runId: string): Promise<RunTotals>;
}

/** Replaces a batch in the account of its run by parts of it; doing it again changes nothing. */
export interface BatchSplitter {
  split(
    runId: string,
    batchId: string,
    parts: readonly { readonly batchId: string; readonly size: number }[],
  ): Promise<void>;
}

export interface RunTotals extends BatchResult {
  readonly detected: number;
  readonly counts: Required<OutcomeCounts>;
  /** Of a run that somebody asked for. */
  readonly note?: RunNote | undefined;
  /** When a batch of it came to its end last, ISO; undefined before the first. */
  readonly lastEndAt?: string | undefined;
}

/** How a run that somebody asked for came about, and how far it has come. */
export interface RunNote {
  readonly mode: 'incremental' | 'full' | 'replay';
  /** `ended`: whatever belongs to the run is on the queue, or was left to the next detection. */
  readonly stage: 'waiting' | 'selecting' | 'ended';
}

export interface RunNotes {
  note(runId: string, note: RunNote): Promise<void>;
}
