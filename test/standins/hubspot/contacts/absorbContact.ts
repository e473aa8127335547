import type { Portal } from '../portal.ts';
import type { Contact } from './contact.ts';
import { rememberChange } from './propertyHistory.ts';

/**
 * Merges `other` into `primary`, both live. The survivor has the values of both, the primary's first, so of two
 * unique values one is left; emails of the other become secondary. It is a new record unless the portal has the
 * beta that keeps the primary's id (contacts guide). Single reads of an absorbed id lead to it.
 */
export function absorbContact(portal: Portal, primary: Contact, other: Contact, operation: string): Contact {
  const keepsId = portal.switches.mergeKeepsPrimaryId;
  const gone = keepsId ? [other] : [primary, other];
  const properties = { ...withValues(other), ...withValues(primary) };
  const now = Date.now();
  const merged = {
    properties,
    additionalEmails: secondaryEmails(properties['email'], primary, other),
    mergedIds: [...new Set([...gone.map(({ id }) => id), ...primary.mergedIds, ...other.mergedIds])],
    changes: rememberChange(primary, properties, Object.keys(properties), now),
    createdAt: Math.min(primary.createdAt, other.createdAt),
    updatedAt: now,
    archivedAt: null,
  };
  const absorbed = gone.map(({ id }) => id);
  const survivor = portal.contacts.merge(absorbed, merged, keepsId ? primary.id : undefined);
  absorbed.forEach((id) => {
    portal.searchIndex.note(id, undefined);
  });
  portal.searchIndex.note(survivor.id, survivor);
  portal.writes.add({ contactId: survivor.id, kind: 'merged', operation, properties: [], absorbed });
  return survivor;
}

function withValues({ properties }: Contact): Record<string, string> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== ''));
}

function secondaryEmails(email: string | undefined, primary: Contact, other: Contact): string[] {
  const all = [...primary.additionalEmails, other.properties['email'] ?? '', ...other.additionalEmails];
  return [...new Set(all)].filter((each) => each !== '' && each !== email);
}
