import { SECONDARY_EMAILS } from '../../contacts/identity.ts';
import { ownedByHubSpot } from '../../contacts/mapping.ts';
import type { ContactDrift, ContactToWrite } from '../../sync/ports/contactApi.ts';
import { readRecords } from '../readRecords.ts';
import { differences } from './differences.ts';
import { keyOf, valuesOf, type WriteContext } from './writeContext.ts';

/** Compares contacts with what they should hold: one call for a hundred, and nothing is written. */
export async function findDrift(
  contacts: readonly ContactToWrite[],
  context: Pick<WriteContext, 'client' | 'mapping' | 'backoff'>,
): Promise<ReadonlyMap<string, ContactDrift>> {
  const { keyProperty } = context.mapping.hubspot;
  const names = new Set(contacts.flatMap(({ properties }) => Object.keys(properties)));
  const { found, refused } = await readRecords(
    contacts.map((contact) => keyOf(contact, context)),
    keyProperty,
    [...new Set([keyProperty, SECONDARY_EMAILS, ...names])],
    context,
  );
  const owned = new Set(ownedByHubSpot(context.mapping));
  return new Map(
    contacts.map((contact): [string, ContactDrift] => {
      const record = found.get(keyOf(contact, context));
      // Whom HubSpot refuses to look up is not known to be missing; the key is what a person has to look at.
      if (refused.has(keyOf(contact, context))) return [contact.key, { properties: [keyProperty] }];
      if (!record) return [contact.key, { properties: undefined }];
      const there = valuesOf(record);
      const wrong = Object.keys(differences(contact, there, context.mapping));
      return [contact.key, { properties: wrong.filter((name) => !owned.has(name) || !there[name]) }];
    }),
  );
}
