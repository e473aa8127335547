import type { ContactProperties } from '../../../shared/contacts/contactProperties.ts';
import { compareIdentity, identityOf, identityOfAssociate } from '../../../shared/contacts/identity.ts';
import type { World } from '../world/world.ts';

/** Whether some contact has the associate's key, or shares what identifies her; `others`: those with her key do not count. */
export function isInPortal(
  key: string,
  properties: ContactProperties,
  world: World,
  others = false,
): boolean {
  const { mapping, portal } = world;
  const ours = identityOfAssociate(properties, mapping);
  return [...portal.contacts.all()].some((contact) => {
    if (world.formOf(contact.properties[mapping.hubspot.keyProperty] ?? '') === world.formOf(key))
      return !others;
    const emails = { hs_additional_emails: contact.additionalEmails.join(';') };
    const theirs = identityOf({ ...contact.properties, ...emails }, mapping);
    return compareIdentity(ours, theirs).by.length > 0;
  });
}
