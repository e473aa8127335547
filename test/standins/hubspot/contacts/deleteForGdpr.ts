import { malformedShape } from '../errors.ts';
import type { ApiCall } from '../http/apiCall.ts';
import { noContent, type Reply } from '../http/reply.ts';
import type { Portal } from '../portal.ts';
import { normalizeEmail } from '../values/checkValue.ts';
import { locate, nonUnique } from './batchRules.ts';
import { forgetContact } from './forgetContact.ts';
import { gdprDeletion } from './inputs.ts';

/**
 * POST /gdpr-delete: 204. An email that no contact has is blocked all the same (API description); that an unknown
 * id succeeds too is assumed.
 */
export function deleteForGdpr(portal: Portal, call: ApiCall): Reply {
  const parsed = gdprDeletion.safeParse(call.body ?? {});
  if (!parsed.success) {
    return malformedShape(parsed.error);
  }
  const { objectId, idProperty } = parsed.data;
  if (idProperty && !portal.isKey(idProperty)) {
    return nonUnique(portal, idProperty);
  }
  const contact = idProperty
    ? locate(portal, { id: objectId, idProperty })
    : (portal.contacts.follow(objectId) ?? portal.contacts.getArchived(objectId));
  if (contact !== undefined) {
    forgetContact(portal, contact, call.operation);
  } else if (idProperty === 'email') {
    portal.contacts.blockEmail(normalizeEmail(objectId));
  }
  return noContent();
}
