import type { ContactProperties } from '../../contacts/contactProperties.ts';

export interface ContactToWrite {
  readonly key: string;
  readonly properties: ContactProperties;
  /** As the ledger knows it; undefined where it knows no contact. */
  readonly hubspotId: string | undefined;
  /** HubSpot may hold this associate in a contact that does not carry our key: it is looked for before one is made. */
  readonly lookUp: boolean;
  /** The key that HubSpot holds, or may hold, where the row was respelt since: whether the two are one key there, nobody says. */
  readonly heldKey?: string;
  /** When the row was changed last, as the source stamps it; undefined where it does not. */
  readonly changedAt: string | undefined;
}

/** What HubSpot said of one contact. `unknown`: no answer named it, so nothing may be concluded. */
export type WriteVerdict =
  | {
      readonly kind: 'written';
      /** '' in a dry run, of a contact that would be made. */
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

/** Somebody who looks on while contacts are written. It costs a look-up more for each call. */
export interface WriteWatch {
  /** Every step is taken up to the call that writes; what HubSpot would answer to that, who holds what foretells. */
  readonly dryRun: boolean;
  /** Told of each contact that is to be sent now; one may be sent again, the other way. */
  readonly onSend: (contact: ContactToSend) => void;
}

/** A contact as it is to be sent, and what HubSpot holds of it before; undefined where there is none. */
export interface ContactToSend {
  readonly key: string;
  readonly properties: ContactProperties;
  readonly before: ContactProperties | undefined;
}

export interface ContactApi {
  /** Writes the contacts of a batch, in one call where nothing is wrong. */
  write(contacts: readonly ContactToWrite[], watch?: WriteWatch): Promise<WriteAnswer>;
  /** Takes over the contacts of a batch that were there before us, by HubSpot id: one call. */
  adopt(contacts: readonly (ContactToWrite & { readonly hubspotId: string })[]): Promise<WriteAnswer>;
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
