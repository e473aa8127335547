import type { IdentifierKind } from '../../contacts/identity.ts';

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

export interface NotesErasure {
  /** Removes what any adoption run has noted of the associate, however spelled; answers how many notes that were. */
  removeOf(isMeant: (key: string) => boolean): Promise<number>;
}
