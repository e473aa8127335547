/** What the use cases need of HubSpot; as in `ports.ts`, one small interface per job. */
import type { ContactProperties } from '../contacts/contactProperties.ts';
import type { IdentifierKind } from '../contacts/identity.ts';

/** `insert` never touches a contact that exists, `update` never creates one. */
export const WRITE_OPERATIONS = ['upsert', 'insert', 'update'] as const;
export type WriteOperation = (typeof WRITE_OPERATIONS)[number];

export interface ContactToWrite {
  readonly key: string;
  readonly properties: ContactProperties;
  /** As the ledger knows it; undefined where it knows no contact. */
  readonly hubspotId: string | undefined;
  /** HubSpot may hold this associate in a contact that does not carry our key: it is looked for before one is made. */
  readonly lookUp: boolean;
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
  /** There is no such contact, and none was to be made. */
  | { readonly kind: 'absent' }
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

export interface WriteAnswer {
  /** One for every key that was given. */
  readonly verdicts: ReadonlyMap<string, WriteVerdict>;
  /** Keys of calls whose first answer was lost: that first write may still arrive, after a newer one. */
  readonly doubtful: ReadonlySet<string>;
}

export interface ContactApi {
  /** Writes the contacts of a batch, in one call where nothing is wrong. */
  write(contacts: readonly ContactToWrite[]): Promise<WriteAnswer>;
  /** Takes over the contacts of a batch that were there before us, by HubSpot id: one call. */
  adopt(contacts: readonly (ContactToWrite & { readonly hubspotId: string })[]): Promise<WriteAnswer>;
  /** The contact of this key with these properties, or undefined. */
  read(
    key: string,
    properties: readonly string[],
  ): Promise<{ readonly hubspotId: string; readonly properties: ContactProperties } | undefined>;
}

/** What `sync.deletes` does to the contact of somebody whose row is gone. */
export interface ContactRemover {
  /**
   * Marks or archives the contacts of a batch, which are found by key. `written`: it is done; `left`: there is no such
   * contact, or it must not be touched. Doing it twice is doing it once.
   */
  remove(contacts: readonly ContactToWrite[]): Promise<WriteAnswer>;
}

/** How HubSpot differs from what it should hold of one contact. */
export interface ContactDrift {
  /** Properties with another value; undefined when there is no contact of this key. */
  readonly properties: readonly string[] | undefined;
}

export interface DriftFinder {
  /** Reads contacts by key, `sync.batchSize` a call, and compares them; one entry for every key that was given. */
  compare(contacts: readonly ContactToWrite[]): Promise<ReadonlyMap<string, ContactDrift>>;
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
