import type { WriteOperation } from '../../outcomes/writeOperation.ts';
import type { Change } from './changeFeed.ts';
import type { Lane } from './lane.ts';

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
  /** Where it is another one than SYNC_OPERATION. */
  readonly operation?: WriteOperation | undefined;
  /** An earlier write of these keys may still be under way: once things are quiet, HubSpot is looked at again. */
  readonly doubtful?: boolean | undefined;
  /** Such a look: contacts are read back, and only what differs is sent. */
  readonly lookAgain?: boolean | undefined;
  /** Contacts whose rows are gone wait, so that the guard has seen all of a mass delete before the first one is removed. */
  readonly removal?: PendingRemoval | undefined;
  /** A single record that came back too often, and was given a moment of its own since. */
  readonly alone?: boolean | undefined;
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
  /** `never`: not sent again by hand yet; `again`: sent again, and it came back. */
  readonly resent?: 'never' | 'again' | undefined;
  /** `no`: nobody has looked; `noted`: with a mark that says more than that somebody has. */
  readonly seen?: 'no' | 'yes' | 'noted' | undefined;
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
