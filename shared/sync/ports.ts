/**
 * What the use cases need from the outside, one small interface per job. `compose.ts` supplies the real parts,
 * tests may supply others. Only these types cross the border between `sync/` and the folders that know a product.
 */
import type { ContactProperties } from '../contacts/contactProperties.ts';
import type { IdentifierKind } from '../contacts/identity.ts';
import type { LogEntry } from '../telemetry/log.ts';

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

/** `insert` never touches a contact that exists, `update` never creates one. */
export const WRITE_OPERATIONS = ['upsert', 'insert', 'update'] as const;
export type WriteOperation = (typeof WRITE_OPERATIONS)[number];

export interface ContactToWrite {
  readonly key: string;
  readonly properties: ContactProperties;
  /** As the ledger knows it; undefined where it knows no contact. */
  readonly hubspotId: string | undefined;
  /** Somebody has to decide whose contact it is: it is looked up again before anything is written. */
  readonly isInConflict: boolean;
  /** When the row was changed last, as the source stamps it; undefined where it does not. */
  readonly changedAt: string | undefined;
}

/** What HubSpot said of one contact. `unknown`: no answer named it, so nothing may be concluded. */
export type WriteVerdict =
  | {
      readonly kind: 'written';
      readonly hubspotId: string;
      readonly as: 'created' | 'updated' | 'adopted';
      readonly correlationId?: string | undefined;
    }
  /** Nothing was written, and nothing had to be; the code says why. */
  | { readonly kind: 'left'; readonly code: string; readonly hubspotId: string | undefined }
  | {
      readonly kind: 'conflict' | 'refused';
      readonly code: string;
      readonly properties: readonly string[];
      /** The contact (or contacts) that hold the identifier already, by HubSpot id. */
      readonly conflictId?: string;
      /** The other associate who claims the identifier. */
      readonly rivalKey?: string;
      /** The portal is not as its catalogue said: somebody changed a property. */
      readonly isDrift?: boolean;
      readonly correlationId?: string | undefined;
    }
  | { readonly kind: 'unknown' };

export interface ContactApi {
  /** Writes up to 100 contacts, in one call where nothing is wrong; the answer holds a verdict for every key that was given. */
  write(contacts: readonly ContactToWrite[]): Promise<ReadonlyMap<string, WriteVerdict>>;
  /** Takes over up to 100 contacts that were there before us, by HubSpot id: one call, a verdict for every key. */
  adopt(
    contacts: readonly (ContactToWrite & { readonly hubspotId: string })[],
  ): Promise<ReadonlyMap<string, WriteVerdict>>;
  /** The contact of this key with these properties, or undefined. */
  read(
    key: string,
    properties: readonly string[],
  ): Promise<{ readonly hubspotId: string; readonly properties: ContactProperties } | undefined>;
}

/** A contact as the portal has it. */
export interface PortalContact {
  readonly hubspotId: string;
  readonly properties: ContactProperties;
}

/** All contacts of the portal, in pages of 100 in the order of their ids. */
export interface PortalScan {
  /** From the page `after` on (undefined: the first one); `next` is undefined on the last page. */
  pages(
    after: string | undefined,
  ): AsyncIterable<{ readonly contacts: readonly PortalContact[]; readonly next: string | undefined }>;
}

/** A contact of the portal that may be an associate's. */
export interface AdoptionNote {
  readonly key: string;
  readonly hubspotId: string;
  /** `fits`: agrees, or is empty, on every identifier, and with nobody else; `shared`: has something of others too. */
  readonly verdict: 'fits' | 'contradicts' | 'shared';
  /** What they have in common. */
  readonly by: readonly IdentifierKind[];
}

/** What an adoption run found, until it is done; adding a note twice changes nothing. */
export interface AdoptionNotes {
  add(runId: string, notes: readonly AdoptionNote[]): Promise<void>;
  /** All notes, those of one associate beside each other. */
  byAssociate(runId: string): AsyncIterable<readonly AdoptionNote[]>;
  remove(runId: string, notes: readonly AdoptionNote[]): Promise<void>;
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

export interface RunTotals extends BatchResult {
  readonly detected: number;
  readonly counts: Required<OutcomeCounts>;
}

/** A small text that all instances share. */
export interface StateDocument {
  read(): Promise<{ readonly text: string; readonly etag: string } | undefined>;
  /** Answers the new tag, or undefined when another instance changed it meanwhile. */
  save(text: string, etag: string | undefined): Promise<string | undefined>;
}

/** Who asks HubSpot: a person who waits for one associate, the regular sync, or a run over everything. */
export const LANES = ['urgent', 'incremental', 'bulk'] as const;
export type Lane = (typeof LANES)[number];

/** How much of HubSpot's limits is used, over all instances. */
export interface HubSpotLimits {
  /** Requests in the window that ends now, and the most that may be sent in any window. */
  readonly used: number;
  readonly limit: number;
  readonly windowMs: number;
  /** Epoch milliseconds before which nothing is sent; undefined when nothing is in the way. */
  readonly pausedUntil: number | undefined;
  /** The account's quota of the day as HubSpot told it last. */
  readonly day: { readonly limit: number; readonly remaining: number } | undefined;
}

/** Open while HubSpot refuses every call for a reason that a person has to mend: a token, a scope, the key property. */
export interface Circuit {
  /**
   * Returns when HubSpot may be called. While the circuit is open, one caller a minute, over all instances, tries HubSpot
   * and closes it on success.
   *
   * @throws StopAndAlert CIRCUIT_OPEN, naming the reason.
   */
  pass(): Promise<void>;
  /** Stops all instances; only the first one to do so raises the alert. */
  open(code: string, reason: string): Promise<void>;
  /** Why it is open, or undefined. */
  read(): Promise<{ readonly code: string; readonly reason: string; readonly since: string } | undefined>;
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
  readonly changes: readonly Change[];
}

/** Go on with a run that takes longer than one invocation; how far it has come is in the tables. */
export interface RunMessage {
  readonly kind: 'adopt';
  readonly runId: string;
  readonly attempt: number;
}

export interface BatchQueue {
  /** Stores the messages; visible after `delayMs`. */
  put(messages: readonly (BatchMessage | RunMessage)[], delayMs?: number): Promise<void>;
  /** How many messages wait, about. */
  length(): Promise<number>;
}

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

export type Log = (entry: LogEntry) => void;
