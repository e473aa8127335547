import type { ContactProperties } from '../../../shared/contacts/contactProperties.ts';
import { compareIdentity, identityOfAssociate } from '../../../shared/contacts/identity.ts';
import { mapRow } from '../../../shared/contacts/mapRow.ts';
import type { World } from '../world/world.ts';
import { isInPortal } from './isInPortal.ts';

/** Whether a contact of somebody else, or another row, claims what the associate claims. */
export function isRealConflict(key: string, properties: ContactProperties, world: World): boolean {
  if (isInPortal(key, properties, world, true)) return true;
  const ours = identityOfAssociate(properties, world.mapping);
  return [...world.sql.rows.values()].some(({ key: other, values }) => {
    const mapped = mapRow(values, world.mapping);
    const theirs = identityOfAssociate(mapped.properties, world.mapping);
    return other !== key && !mapped.rejected && compareIdentity(ours, theirs).by.length > 0;
  });
}
