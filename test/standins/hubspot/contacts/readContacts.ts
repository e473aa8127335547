import { malformedShape } from '../errors.ts';
import type { ApiCall } from '../http/apiCall.ts';
import type { Reply } from '../http/reply.ts';
import type { Portal } from '../portal.ts';
import { batchReply, missingError } from './batchReply.ts';
import { locate, nonUnique, refuseTooMany, refuseTooManyHistories } from './batchRules.ts';
import type { Contact } from './contact.ts';
import { readBatch } from './inputs.ts';
import { type Asked, renderRead } from './renderContact.ts';

/** POST /batch/read: reads the store itself, so a write is visible at once, unlike in search. */
export function readContacts(portal: Portal, call: ApiCall): Reply {
  const parsed = readBatch.safeParse(call.body ?? {});
  if (!parsed.success) {
    return malformedShape(parsed.error);
  }
  const { inputs = [], properties, propertiesWithHistory: histories } = parsed.data;
  const idProperty = parsed.data.idProperty ?? undefined;
  const refusal =
    refuseTooMany(portal, inputs) ??
    (histories.length > 0 ? refuseTooManyHistories(portal, inputs) : undefined);
  if (refusal !== undefined) {
    return refusal;
  }
  if (idProperty !== undefined && !portal.isKey(idProperty)) {
    return nonUnique(portal, idProperty);
  }
  const archived = call.query.get('archived') === 'true';
  const find = (id: string): Contact | undefined =>
    archived ? portal.contacts.getArchived(id) : locate(portal, { id, idProperty });
  const ids = inputs
    .map(({ id }) => id)
    .filter((id) => idProperty !== undefined || !isMergedAway(portal, id));
  return answer(portal, new Set(ids), find, { properties, histories });
}

/** Dropped without a word, as batch/update does (for reads this is assumed). */
function isMergedAway(portal: Portal, id: string): boolean {
  return portal.contacts.isMergedAway(id);
}

function answer(
  portal: Portal,
  ids: ReadonlySet<string>,
  find: (id: string) => Contact | undefined,
  asked: Asked,
): Reply {
  const found = new Set<Contact>();
  const missing: string[] = [];
  for (const id of ids) {
    const contact = find(id);
    if (contact === undefined) {
      missing.push(id);
    } else {
      found.add(contact);
    }
  }
  const results = [...found].map((contact) => renderRead(portal, contact, asked));
  const errors = missing.length > 0 ? [missingError(portal, missing)] : [];
  return batchReply(portal, { results, errors, success: 200 });
}
