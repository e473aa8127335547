import type { ContactProperties } from '../../../shared/contacts/contactProperties.ts';
import { compareIdentity, identityOf, identityOfAssociate } from '../../../shared/contacts/identity.ts';
import { mapRow } from '../../../shared/contacts/mapRow.ts';
import type { World } from '../world/world.ts';

/** Whether a contact of somebody else, or another row, claims what the associate claims. */
export function isRealConflict(key: string, properties: ContactProperties, world: World): boolean {
  const ours = identityOfAssociate(properties, world.mapping);
  for (const contact of world.portal.contacts.all()) {
    if (contact.properties[world.mapping.hubspot.keyProperty] === key) continue;
    const emails = { hs_additional_emails: contact.additionalEmails.join(';') };
    const theirs = identityOf({ ...contact.properties, ...emails }, world.mapping);
    if (compareIdentity(ours, theirs).by.length > 0) return true;
  }
  return [...world.sql.rows].some(([other, { values }]) => {
    const mapped = mapRow(values, world.mapping);
    const theirs = identityOfAssociate(mapped.properties, world.mapping);
    return other !== key && !mapped.rejected && compareIdentity(ours, theirs).by.length > 0;
  });
}
