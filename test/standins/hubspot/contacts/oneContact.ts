import { contactExists, contactNotFound, invalidValues, malformedShape } from '../errors.ts';
import type { ApiCall } from '../http/apiCall.ts';
import { json, noContent, type Reply } from '../http/reply.ts';
import type { Portal } from '../portal.ts';
import { checkProperties } from '../values/checkProperties.ts';
import { applyWrite } from './applyWrite.ts';
import { archiveById } from './archiveContacts.ts';
import { locate, nonUnique } from './batchRules.ts';
import type { Contact } from './contact.ts';
import { readByDefault } from './derivedProperties.ts';
import { oneContact } from './inputs.ts';
import { renderRead, renderWritten } from './renderContact.ts';

type Found =
  | { readonly kind: 'found'; readonly contact: Contact }
  | { readonly kind: 'refused'; readonly reply: Reply };

/** GET /{contactId}. */
export function getContact(portal: Portal, call: ApiCall): Reply {
  const found = call.query.get('archived') === 'true' ? findArchived(portal, call) : find(portal, call);
  return found.kind === 'refused'
    ? found.reply
    : json(200, renderRead(portal, found.contact, askedProperties(call)));
}

/** PATCH /{contactId}. */
export function updateContact(portal: Portal, call: ApiCall): Reply {
  const found = find(portal, call);
  return found.kind === 'refused' ? found.reply : write(portal, call, found.contact);
}

/** DELETE /{contactId}: 204 whether it was there or not. */
export function archiveContact(portal: Portal, call: ApiCall): Reply {
  archiveById(portal, call.id);
  return noContent();
}

/** POST /: one new contact. */
export function createContact(portal: Portal, call: ApiCall): Reply {
  return write(portal, call, undefined);
}

/** The properties a GET asks for: `properties` may be repeated or comma-separated. */
export function askedProperties(call: ApiCall): readonly string[] {
  const names = call.query.getAll('properties').flatMap((part) => part.split(','));
  return names.length > 0 ? names : readByDefault;
}

function find(portal: Portal, call: ApiCall): Found {
  const idProperty = call.query.get('idProperty') ?? undefined;
  if (idProperty !== undefined && !portal.isKey(idProperty)) {
    return { kind: 'refused', reply: nonUnique(portal, idProperty) };
  }
  return foundOrNot(call, locate(portal, { id: call.id, idProperty }));
}

function findArchived(portal: Portal, call: ApiCall): Found {
  return foundOrNot(call, portal.contacts.getArchived(call.id));
}

function foundOrNot(call: ApiCall, contact: Contact | undefined): Found {
  return contact === undefined
    ? { kind: 'refused', reply: contactNotFound(call.id) }
    : { kind: 'found', contact };
}

function write(portal: Portal, call: ApiCall, target: Contact | undefined): Reply {
  const parsed = oneContact.safeParse(call.body ?? {});
  if (!parsed.success) {
    return malformedShape(parsed.error);
  }
  const rules = { find: portal.catalogue.find, version: call.version, texts: portal.texts };
  const { values, problems, warnings } = checkProperties(parsed.data.properties, rules);
  if (problems.length > 0) {
    return invalidValues(problems, portal.texts);
  }
  const verdict = applyWrite(portal, target, values);
  if (verdict.kind === 'clash') {
    return verdict.clash.kind === 'emailTaken'
      ? contactExists(verdict.clash.existingId, portal.texts)
      : invalidValues([verdict.clash.problem], portal.texts);
  }
  const { contact, isNew } = verdict;
  portal.searchIndex.note(contact.id, contact);
  const rendered = renderWritten({ contact, isNew, sent: Object.keys(values), warnings });
  return isNew ? json(201, rendered, { location: `${call.path}/${contact.id}` }) : json(200, rendered);
}
