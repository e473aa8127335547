import type { Portal } from '../portal.ts';
import type { Contact } from './contact.ts';

/** Deletes a contact for good, archived or not, and blocks its emails in this portal for ever. */
export function forgetContact(portal: Portal, contact: Contact, operation: string): void {
  portal.contacts.forget(contact.id);
  [contact.properties['email'] ?? '', ...contact.additionalEmails].filter(Boolean).forEach((email) => {
    portal.contacts.blockEmail(email);
  });
  portal.searchIndex.note(contact.id, undefined);
  portal.writes.add({ contactId: contact.id, kind: 'deleted', operation, properties: [] });
}
