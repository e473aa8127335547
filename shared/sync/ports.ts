/**
 * What the use cases need from the outside, one small interface per job. `compose.ts` supplies the real parts,
 * tests may supply others. Only these types cross the border between `sync/` and the folders that know a product.
 */
import type { LogEntry } from '../telemetry/log.ts';
import type { Lane } from './hubspotPorts.ts';
import type { RunNote } from './runNotes.ts';

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

export interface RecordOutcome {
  readonly key: string;
  readonly outcome: OutcomeName;
  /** `OK`, or the stable code of the first finding. */
  readonly code: string;
  readonly properties: readonly string[];
  readonly hubspotId: string | undefined;
  /** For a conflict: the contact that holds the identifier already. */
  readonly conflictId?: string | undefined;
  /** For a conflict: the other associate who claims the identifier. */
  readonly rivalKey?: string | undefined;
  /** Of the HubSpot call that decided it, for HubSpot's support. */
  readonly correlationId?: string | undefined;
  readonly sourceVersion: string | undefined;
  /** Of the properties HubSpot has acknowledged last; undefined when it never did or when in doubt. */
  readonly fingerprint: string | undefined;
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

/**
 * What a message carries: keys, never rows. No field may be called like queue metadata (`id`, `dequeueCount`,
 * …): the Functions host lays a JSON message's fields over its own.
 */
export interface BatchMessage {
  readonly runId: string;
  readonly batchId: string;
  /** 1 for the first delivery, one more each time the batch was put back. */
  readonly attempt: number;
  /** Do these again even where the fingerprint says that nothing changed. */
  readonly force: boolean;
  /** The same for some of the keys. */
  readonly forceKeys?: readonly string[] | undefined;
  readonly lane: Lane;
  /** An earlier write of these keys may still be under way: once things are quiet, HubSpot is looked at again. */
  readonly doubtful?: boolean | undefined;
  /** Such a look: contacts are read back, and only what differs is sent. */
  readonly lookAgain?: boolean | undefined;
  /** Contacts whose rows are gone wait, so that the guard has seen all of a mass delete before the first one is removed. */
  readonly removal?: PendingRemoval | undefined;
  /** A person has looked at these: they are removed without asking the guard. */
  readonly released?: boolean | undefined;
  readonly changes: readonly Change[];
}

/** Contacts of a batch that wait to be marked or archived. */
export interface PendingRemoval {
  /** So many of them the guard has counted. */
  readonly counted: number;
  /** Epoch milliseconds from which on they may be removed. */
  readonly dueAt: number;
}

/** Go on with a run that takes longer than one invocation; how far it has come is in the tables. */
export interface ScanMessage {
  readonly kind: 'adopt' | 'verify';
  readonly runId: string;
  readonly attempt: number;
}

/** Look for changes now, counted in this run. */
export interface DetectMessage {
  readonly kind: 'detect';
  readonly mode: 'incremental' | 'full';
  readonly runId: string;
  readonly attempt: number;
}

/** The reviews with all of these marks. */
export interface ReplaySelection {
  readonly code?: string | undefined;
  /** Whose latest outcome is of this run. */
  readonly ofRun?: string | undefined;
  /** Open since this time or later, ISO. */
  readonly since?: string | undefined;
  /** Open since this time or earlier, ISO. */
  readonly until?: string | undefined;
}

/** Send the next page of these reviews again. */
export interface ReplayMessage {
  readonly kind: 'replay';
  readonly runId: string;
  readonly attempt: number;
  readonly selection: ReplaySelection;
  /** Where the page begins; undefined: with the first review. */
  readonly continuation?: string | undefined;
}

export type RunMessage = ScanMessage | DetectMessage | ReplayMessage;

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
