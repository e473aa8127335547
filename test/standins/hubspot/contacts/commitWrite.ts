import type { Portal } from '../portal.ts';
import type { Contact } from './contact.ts';
import type { WriteEntry } from './writeLog.ts';

export interface Commit {
  readonly operation: string;
  readonly key: WriteEntry['key'];
  readonly contact: Contact;
  readonly isNew: boolean;
  readonly properties: readonly string[];
}

/** Makes a write known: to search, which trails the store, and to the log of writes. */
export function commitWrite(portal: Portal, { contact, isNew, operation, properties, key }: Commit): void {
  portal.searchIndex.note(contact.id, contact);
  portal.writes.add({
    contactId: contact.id,
    kind: isNew ? 'created' : 'updated',
    operation,
    properties,
    ...(key === undefined ? {} : { key }),
  });
}
