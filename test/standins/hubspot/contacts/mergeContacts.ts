import { badRequest, contactNotFound, malformedShape } from '../errors.ts';
import type { ApiCall } from '../http/apiCall.ts';
import { json, type Reply } from '../http/reply.ts';
import type { Portal } from '../portal.ts';
import { absorbContact } from './absorbContact.ts';
import { mergeRequest } from './inputs.ts';
import { renderRead } from './renderContact.ts';

/** POST /merge. An id that was merged away stands for its survivor (assumed). */
export function mergeContacts(portal: Portal, call: ApiCall): Reply {
  const parsed = mergeRequest.safeParse(call.body ?? {});
  if (!parsed.success) {
    return malformedShape(parsed.error);
  }
  const { primaryObjectId, objectIdToMerge } = parsed.data;
  const primary = portal.contacts.follow(primaryObjectId);
  const other = portal.contacts.follow(objectIdToMerge);
  if (primary === undefined || other === undefined) {
    return contactNotFound(primary === undefined ? primaryObjectId : objectIdToMerge);
  }
  if (primary.id === other.id) {
    return badRequest('A contact cannot be merged with itself');
  }
  const survivor = absorbContact(portal, primary, other, call.operation);
  return json(200, renderRead(portal, survivor, { properties: [], histories: [] }));
}
