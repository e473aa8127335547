/**
 * What the use cases need from the outside, one small interface per job. `compose.ts` supplies the real parts,
 * tests may supply others. Only these types cross the border between `sync/` and the folders that know a product.
 */
import type { LogEntry } from '../telemetry/log.ts';
import type { BatchMessage, RunMessage } from './messages.ts';
import type { RunNote } from './runNotes.ts';
import type { Verdict } from './verdict.ts';

/** A row that changed: its key and the version the feed saw, both as the server's own text. */
export interface Change {
  readonly key: string;
  readonly version: string;
}

/** Something about the source that an operator should know; it does not stop the run. */
export interface FeedNotice {
  readonly code: string;
  readonly message: string;
}

/** One page of a change feed. The position may be stored once the page's messages are. */
export interface ChangePage {
  readonly changes: readonly Change[];
  /** Rows of this page that have no key (NULL): they cannot be addressed, only counted and named. */
  readonly keylessRows: number;
  readonly notices: readonly FeedNotice[];
  /** Opaque text to go on from. */
  readonly next: string;
  /** Whether the page is of a pass over the whole table. */
  readonly isFullPass: boolean;
  /** Why the feed starts over with a full pass, when it does. */
  readonly fullPassReason?: string;
  /** The run that the page is counted in, where somebody asked for the pass. */
  readonly runId?: string;
}

export interface ChangeFeed {
  /**
   * Fixes the upper bound first, then yields pages from `position` on (undefined: everything).
   * A consumer that stops early goes on later from the last `next` it stored.
   */
  pages(position: string | undefined): AsyncIterable<ChangePage>;
}

/** A row as SQL Server has it now; every value is exact text or null. */
export interface SourceRow {
  readonly key: string;
  readonly version: string | null;
  readonly values: Readonly<Record<string, string | null>>;
}

export interface RowReader {
  /** The rows by the keys that were asked for; a key that is not in the answer has no row. `row.key` is as SQL Server spells it. */
  read(keys: readonly string[]): Promise<ReadonlyMap<string, SourceRow>>;
}

/** The whole table, for comparing. */
export interface RowScan {
  /** Every row that has a key, in key order after `afterKey` (null: all), in chunks and flat memory. */
  inKeyOrder(afterKey: string | null): AsyncIterable<readonly SourceRow[]>;
  /** Those of the keys that have no row. */
  missing(keys: readonly string[]): Promise<readonly string[]>;
}

/** One thing about the source that was looked at. */
export interface PreflightFinding {
  readonly check: string;
  readonly level: 'ok' | 'warning' | 'error';
  /** What it means. */
  readonly message: string;
  /** The script that mends it. */
  readonly script?: string;
}

/** The nine ends a record can come to; `pending` is the one that is not an end yet. */
export const OUTCOMES = [
  'created',
  'updated',
  'unchanged',
  'adopted',
  'rejected',
  'conflict',
  'failed',
  'deleted',
  'pending',
] as const;
export type OutcomeName = (typeof OUTCOMES)[number];

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

/** Counts by outcome. */
export type OutcomeCounts = Partial<Record<OutcomeName, number>>;

/** What became of the records of a batch. */
export interface BatchResult {
  readonly counts: OutcomeCounts;
  /** The rejected ones by code. */
  readonly rejectedByCode: Readonly<Record<string, number>>;
  /** Of the unchanged ones, those that HubSpot has no contact of (`update` makes none). */
  readonly notInHubSpot: number;
}

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

/** A small text that all instances share. */
export interface StateDocument {
  read(): Promise<{ readonly text: string; readonly etag: string } | undefined>;
  /** Answers the new tag, or undefined when another instance changed it meanwhile. */
  save(text: string, etag: string | undefined): Promise<string | undefined>;
}

export interface BatchQueue {
  /** Stores the messages; visible after `delayMs`. */
  put(messages: readonly (BatchMessage | RunMessage)[], delayMs?: number): Promise<void>;
  /** How many messages wait, about. */
  length(): Promise<number>;
}

/** How the queues stand, for telemetry. */
export interface QueueGauge {
  read(): Promise<{
    /** Messages that wait, invisible ones included, about. */
    readonly length: number;
    /** Age of the oldest visible one in milliseconds; 0 when there is none. */
    readonly oldestMs: number;
    /** Messages that crashed the code on every delivery and wait to be recorded, about. */
    readonly poisonLength: number;
  }>;
}

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

export type Log = (entry: LogEntry) => void;
