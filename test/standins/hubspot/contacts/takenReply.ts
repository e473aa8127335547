import { badRequest, invalidValues, type RowError } from '../errors.ts';
import type { ApiVersion } from '../http/apiCall.ts';
import { errorReply, type Reply } from '../http/reply.ts';
import type { Portal } from '../portal.ts';
import type { ValueProblem } from '../values/valueProblem.ts';
import type { TakenValue } from './applyWrite.ts';
import { invalidRow } from './invalidRow.ts';

type Context = RowError['context'];

/** That a value is taken, as the answer to a whole call. */
export function takenReply(portal: Portal, taken: TakenValue, version: ApiVersion): Reply {
  const said = newWords(portal, taken, version);
  if (said !== undefined) {
    return badRequest(said.message, said.extra);
  }
  return taken.property === 'email'
    ? contactExists(portal, taken.ownerId)
    : invalidValues([uniqueProblem(portal, taken)], portal.texts);
}

/** That a value is taken, as the verdict on one row. `context` carries the row's trace id. */
export function takenRow(portal: Portal, taken: TakenValue, context: Context, version: ApiVersion): RowError {
  const said = newWords(portal, taken, version);
  if (said !== undefined) {
    return { status: 'error', category: 'VALIDATION_ERROR', message: said.message, context, ...said.extra };
  }
  return taken.property === 'email'
    ? conflictRow(portal, taken.ownerId, context)
    : invalidRow(portal, [uniqueProblem(portal, taken)], context);
}

/** Text and further fields of a 400; undefined where the answer is of the older kind. */
function newWords(
  { switches, texts }: Portal,
  { property, value, targetId: target, ownerId: owner }: TakenValue,
  version: ApiVersion,
): { readonly message: string; readonly extra: object } | undefined {
  if (switches.takenValue === 'conflict' || version === 'v3') {
    return undefined;
  }
  if (switches.takenValue === 'words') {
    const said: Readonly<Record<string, string>> = { property, value, target, owner };
    const message = switches.takenWords.replace(/\{(\w+)\}/g, (text, name: string) => said[name] ?? text);
    return { message, extra: {} };
  }
  const coordinates = `PropertyValueCoordinates{portalId=1234567, objectTypeId=ObjectTypeId{legacyObjectType=CONTACT}, propertyName=${property}, value=${value}}`;
  const message = texts.valueTaken({ coordinates, target, owner });
  return { message, extra: switches.takenValue === 'tokens' ? tokens(property, value, owner) : {} };
}

/** As recorded for marketing events. */
function tokens(property: string, value: string, owner: string): object {
  return {
    errorType: 'UNIQUE_VALUE_CONFLICT',
    errorTokens: {
      objectTypeId: ['0-1'],
      propertyName: [property],
      portalId: ['1234567'],
      existingObjectId: [owner],
      conflictingValue: [value],
    },
  };
}

function uniqueProblem(portal: Portal, { property, value, ownerId }: TakenValue): ValueProblem {
  const message = portal.texts.uniqueValueTaken(ownerId);
  return { code: 'CONFLICTING_UNIQUE_VALUE', property, value, message };
}

function conflictRow(portal: Portal, existingId: string, context: Context): RowError {
  return {
    status: 'error',
    category: 'CONFLICT',
    message: conflictText(portal, existingId),
    context: portal.switches.conflictExistingId ? { ...context, existingId: [existingId] } : context,
  };
}

function contactExists(portal: Portal, existingId: string): Reply {
  return portal.switches.conflictVariant === 'legacy'
    ? legacyConflict(portal, existingId)
    : errorReply(409, { message: conflictText(portal, existingId), category: 'CONFLICT' });
}

function conflictText({ texts, switches }: Portal, existingId: string): string {
  return switches.conflictVariant === 'withId' ? texts.contactExists(existingId) : texts.contactExistsUnnamed;
}

/** As writes were answered that went through the first contacts API (threads of 2024). */
function legacyConflict(portal: Portal, existingId: string): Reply {
  const owner = portal.contacts.get(existingId);
  const emails = [owner?.properties['email'] ?? '', ...(owner?.additionalEmails ?? [])].filter(Boolean);
  return errorReply(409, {
    message: portal.texts.contactExistsUnnamed,
    category: 'OBJECT_ALREADY_EXISTS',
    error: 'CONTACT_EXISTS',
    identityProfile: {
      vid: Number(existingId),
      identity: emails.map((value, index) => ({ value, type: 'EMAIL', isPrimary: index === 0 })),
      linkedVid: [],
    },
  });
}
