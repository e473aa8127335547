import * as z from 'zod';
import { RUN_MODES } from '../../answers/runs.ts';
import type { BatchResult, OutcomeCounts } from '../../outcomes/countOutcomes.ts';

/** How a batch came to its end, for the counters. A batch that ends again has ended then, and not before. */
export interface BatchEnd {
  /** Epoch milliseconds. */
  readonly endedAt: number;
  /** Milliseconds from taking the batch to its outcomes; undefined where none was taken, or nobody measured. */
  readonly durationMs: number | undefined;
  /** Calls to HubSpot meanwhile. */
  readonly calls: number;
  /** Somebody asked for this one record. */
  readonly isResync?: boolean;
}

export interface RunAccount {
  /** Counts `batches` as detected and pending in their run. Safe to call after a batch was already finished. */
  addDetected(runId: string, batches: readonly { batchId: string; size: number }[]): Promise<void>;
  /**
   * Replaces what is pending of a batch by what became of it. Repeating it changes nothing. `compared`: its rows were as the
   * ledger says, so nothing was done; they are part of the account, and no counter has them.
   */
  finishBatch(
    runId: string,
    batchId: string,
    size: number,
    result: BatchResult,
    end: BatchEnd | 'compared',
  ): Promise<void>;
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

/** A batch as its run's account has it. */
export interface AccountedBatch extends BatchResult {
  readonly size: number;
  /** Undefined before its end, and of rows that were only compared. */
  readonly end?: BatchEnd | undefined;
  readonly isCompared: boolean;
}

/** The account of a run, batch by batch. */
export interface RunRecord {
  /** Those that count: a batch that was split counts by its parts. */
  readonly batches: readonly AccountedBatch[];
  readonly note: RunNote | undefined;
  /** When any of it was stored last, ISO. */
  readonly storedAt: string | undefined;
}

/** The accounts as the counters and the list of runs read them. */
export interface RunRecords {
  /** The runs that began at `begunSince` or later and of which something was stored at `storedSince` or later (epoch milliseconds). */
  changed(begunSince: number, storedSince: number): Promise<readonly string[]>;
  record(runId: string): Promise<RunRecord>;
  /** Removes accounts of runs that began before, about `most` entities at most; answers how many. */
  forget(begunBefore: number, most: number): Promise<number>;
}

/** The modes of runs that are noted: a resync of one associate is not. */
export const runKindSchema = z.enum(RUN_MODES).exclude(['resync']);

/** How a run that somebody asked for, or that takes longer than an invocation, came about, and how far it has come. */
export interface RunNote {
  readonly mode: z.output<typeof runKindSchema>;
  /**
   * `ended`: whatever belongs to the run is on the queue, or was left to the next detection. `givenUp`: it ended every invocation
   * that was to carry it on.
   */
  readonly stage: 'waiting' | 'selecting' | 'ended' | 'givenUp';
  /** As a person named it. */
  readonly name?: string | undefined;
  /** Since when a person wants no more of it, ISO; empty: it goes on again. */
  readonly cancelledAt?: string | undefined;
  /** When its stage became `ended`, ISO. */
  readonly endedAt?: string | undefined;
  /** What an adoption or a verification came to: counts and property names, as JSON. */
  readonly found?: string | undefined;
}

export interface RunNotes {
  /** Adds to what is noted of a run; the first note of a run has to say mode and stage. */
  note(runId: string, note: Partial<RunNote>): Promise<void>;
  readNote(runId: string): Promise<RunNote | undefined>;
}
