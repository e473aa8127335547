/** A contact as the portal holds it. A cleared property is `''`; derived ones are computed when read. */
export interface Contact {
  readonly id: string;
  readonly properties: Readonly<Record<string, string>>;
  /** Secondary emails: each identifies the contact like the primary one. */
  readonly additionalEmails: readonly string[];
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly archivedAt: number | null;
}
