import { badRequest, malformedShape } from '../errors.ts';
import type { ApiCall } from '../http/apiCall.ts';
import type { Reply } from '../http/reply.ts';
import type { Portal } from '../portal.ts';
import { batchReply, missingError } from './batchReply.ts';
import { locate, nonUnique, refuseDuplicates, refuseTooMany, refuseTooManyHistories } from './batchRules.ts';
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
  const duplicates = refuseManyOfOne(portal, inputs, idProperty);
  if (!archived && duplicates !== undefined) {
    return duplicates;
  }
  const find = (id: string): Contact | undefined =>
    archived ? portal.contacts.getArchived(id) : locateToRead(portal, id, idProperty);
  const ids = inputs
    .map(({ id }) => id)
    .filter((id) => idProperty !== undefined || !isPassedOver(portal, id));
  return answer(portal, new Set(ids), find, { properties, histories });
}

function locateToRead(portal: Portal, id: string, idProperty: string | undefined): Contact | undefined {
  return idProperty === undefined ? portal.contacts.follow(id) : locate(portal, { id, idProperty });
}

/** The id of a contact that was merged away: dropped without a word, as batch/update does, by its switch. */
function isPassedOver(portal: Portal, id: string): boolean {
  return portal.switches.absorbedReads === 'nothing' && portal.contacts.isMergedAway(id);
}

function refuseManyOfOne(
  portal: Portal,
  inputs: readonly { readonly id: string }[],
  idProperty: string | undefined,
): Reply | undefined {
  const { duplicateReads } = portal.switches;
  if (duplicateReads === 'once') {
    return undefined;
  }
  const refusal = refuseDuplicates(
    portal,
    inputs.map(({ id }) => ({ id, idProperty })),
  );
  return refusal && duplicateReads === 'refusedNameless'
    ? badRequest(portal.texts.duplicateIds(''))
    : refusal;
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
