/** A contact as the portal holds it. A cleared property is `''`; derived ones are computed when read. */
export interface Contact {
  readonly id: string;
  readonly properties: Readonly<Record<string, string>>;
  /** Secondary emails: each identifies the contact like the primary one. */
  readonly additionalEmails: readonly string[];
  /** Ids of the records that were merged into this one. */
  readonly mergedIds: readonly string[];
  /** The latest writes that changed a value, oldest first. */
  readonly changes: readonly Change[];
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly archivedAt: number | null;
}

/** What a write replaced. Keeping the old values, not the new, makes a contact that never changed cost nothing. */
export interface Change {
  readonly at: number;
  readonly before: Readonly<Record<string, string>>;
}

/** The parts of a contact that HubSpot does not fill by itself. */
export type ContactContent = Pick<Contact, 'properties' | 'additionalEmails' | 'mergedIds' | 'changes'>;
