import { badRequest, invalidValues, invalidValuesText, problemDetails, type RowError } from '../errors.ts';
import { errorReply, type Reply } from '../http/reply.ts';
import type { Portal } from '../portal.ts';
import type { ValueProblem } from '../values/valueProblem.ts';
import type { Clash } from './applyWrite.ts';

type Context = Readonly<Record<string, readonly string[]>>;

/** A clash as the answer to a whole call. */
export function clashReply(portal: Portal, clash: Clash): Reply {
  const { texts } = portal;
  switch (clash.kind) {
    case 'emailTaken':
      return contactExists(portal, clash.existingId);
    case 'uniqueTaken':
      return invalidValues([clash.problem], texts);
    case 'requiredMissing':
      return badRequest(texts.requiredMissing, { errors: problemDetails(clash.problems) });
    case 'partialUpsert':
      return badRequest(texts.partialUpsert);
  }
}

/** A clash as the verdict on one row. `context` carries the row's trace id. */
export function clashRow(portal: Portal, clash: Clash, context: Context): RowError {
  const { texts } = portal;
  switch (clash.kind) {
    case 'emailTaken':
      return conflictRow(portal, clash.existingId, context);
    case 'uniqueTaken':
      return invalidRow(portal, [clash.problem], context);
    case 'requiredMissing': {
      const errors = problemDetails(clash.problems);
      return {
        status: 'error',
        category: 'VALIDATION_ERROR',
        message: texts.requiredMissing,
        context,
        errors,
      };
    }
    case 'partialUpsert':
      return { status: 'error', category: 'VALIDATION_ERROR', message: texts.partialUpsert, context };
  }
}

/** The verdict on a row whose values are not valid. */
export function invalidRow(portal: Portal, problems: readonly ValueProblem[], context: Context): RowError {
  return {
    status: 'error',
    category: 'VALIDATION_ERROR',
    message: invalidValuesText(problems, portal.texts),
    context,
    ...(portal.switches.rowErrorDetails ? { errors: problemDetails(problems) } : {}),
  };
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
