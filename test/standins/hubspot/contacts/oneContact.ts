import { contactNotFound, invalidValues, malformedShape } from '../errors.ts';
import type { ApiCall } from '../http/apiCall.ts';
import { json, noContent, type Reply } from '../http/reply.ts';
import type { Portal } from '../portal.ts';
import { checkProperties } from '../values/checkProperties.ts';
import { applyWrite } from './applyWrite.ts';
import { archiveById } from './archiveContacts.ts';
import { locate, nonUnique } from './batchRules.ts';
import { clashReply } from './clashReply.ts';
import { commitWrite } from './commitWrite.ts';
import type { Contact } from './contact.ts';
import { oneContact } from './inputs.ts';
import { type Asked, renderRead, renderWritten } from './renderContact.ts';
import type { WriteEntry } from './writeLog.ts';

type Found =
  | { readonly kind: 'found'; readonly contact: Contact; readonly key: WriteEntry['key'] }
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
  return found.kind === 'refused' ? found.reply : write(portal, call, found.contact, found.key);
}

/** DELETE /{contactId}: 204 whether it was there or not. */
export function archiveContact(portal: Portal, call: ApiCall): Reply {
  archiveById(portal, call.id, call.operation);
  return noContent();
}

/** POST /: one new contact. */
export function createContact(portal: Portal, call: ApiCall): Reply {
  return write(portal, call, undefined);
}

/** The properties a GET asks for: both parameters may be repeated or comma-separated. */
export function askedProperties({ query }: ApiCall): Asked {
  const names = (parameter: string): string[] =>
    query.getAll(parameter).flatMap((part) => part.split(',').filter(Boolean));
  return { properties: names('properties'), histories: names('propertiesWithHistory') };
}

function find(portal: Portal, call: ApiCall): Found {
  const idProperty = call.query.get('idProperty') ?? undefined;
  if (idProperty !== undefined && !portal.isKey(idProperty)) {
    return { kind: 'refused', reply: nonUnique(portal, idProperty) };
  }
  return idProperty === undefined
    ? foundOrNot(call, portal.contacts.follow(call.id))
    : foundOrNot(call, locate(portal, { id: call.id, idProperty }), { property: idProperty, value: call.id });
}

function findArchived(portal: Portal, call: ApiCall): Found {
  return foundOrNot(call, portal.contacts.getArchived(call.id));
}

function foundOrNot(call: ApiCall, contact: Contact | undefined, key?: WriteEntry['key']): Found {
  return contact === undefined
    ? { kind: 'refused', reply: contactNotFound(call.id) }
    : { kind: 'found', contact, key };
}

function write(portal: Portal, call: ApiCall, target: Contact | undefined, key?: WriteEntry['key']): Reply {
  const parsed = oneContact.safeParse(call.body ?? {});
  if (!parsed.success) {
    return malformedShape(parsed.error);
  }
  const { version, operation } = call;
  const checked = checkProperties(parsed.data.properties, portal.valueRules(version));
  const { values, problems, warnings } = checked;
  if (problems.length > 0) {
    return invalidValues(problems, portal.texts);
  }
  const verdict = applyWrite(portal, { target, values, version, leftOut: 'sparse' });
  if (verdict.kind === 'clash') {
    return clashReply(portal, verdict.clash, version);
  }
  const { contact, isNew } = verdict;
  const sent = Object.keys(values);
  commitWrite(portal, { contact, isNew, operation, properties: sent, key });
  const rendered = renderWritten({ contact, isNew, sent, warnings });
  return isNew ? json(201, rendered, { location: `${call.path}/${contact.id}` }) : json(200, rendered);
}
