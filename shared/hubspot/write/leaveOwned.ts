import { ownedByHubSpot } from '../../contacts/mapping.ts';
import type { ContactToWrite } from '../../sync/ports/contactApi.ts';
import { readRecords } from '../readRecords.ts';
import { type Address, idOf, type WriteContext } from './writeContext.ts';

/**
 * Policy `ifEmpty`: once HubSpot holds something, the property is HubSpot's. Where the mapping has such fields, the contacts
 * are read first, 100 a call, and those properties are left out that have a value.
 */
export async function leaveOwned(
  contacts: readonly ContactToWrite[],
  address: Address,
  context: WriteContext,
): Promise<readonly ContactToWrite[]> {
  const { keyProperty } = context.mapping.hubspot;
  const owned = ownedByHubSpot(context.mapping);
  if (owned.length === 0 || contacts.length === 0) return contacts;
  const ids = contacts.map((contact) => idOf(contact, address, context));
  const idProperty = address === 'key' ? keyProperty : undefined;
  const { found, refused } = await readRecords(ids, idProperty, [keyProperty, ...owned], context);
  return contacts.map((contact) => {
    const id = idOf(contact, address, context);
    const there = found.get(id)?.properties;
    // Whom HubSpot refuses to look up may hold something.
    const isOwned = (name: string) => owned.includes(name) && (refused.has(id) || Boolean(there?.[name]));
    const isKept = ([name]: [string, string]) => !isOwned(name);
    return { ...contact, properties: Object.fromEntries(Object.entries(contact.properties).filter(isKept)) };
  });
}
