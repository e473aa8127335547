import { TAKEN_CODES } from '../../contacts/identity.ts';
import { knownNames, recordId } from '../foreignText.ts';
import { detailsOf, isForgotten, TAKEN } from './detailsOf.ts';
import {
  type KnownProperties,
  NO_REASON,
  type Refusal,
  type RefusalDetail,
  type RefusedInput,
} from './refusal.ts';

/** HubSpot's codes (never its texts, they are localised) as our outcome codes. */
const CODES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    INVALID_EMAIL: 'EMAIL_INVALID',
    INVALID_OPTION: 'OPTION_UNKNOWN',
    INVALID_DATE: 'DATE_INVALID',
    INVALID_LONG: 'NUMBER_INVALID',
    INVALID_INTEGER: 'NUMBER_INVALID',
    PROPERTY_DOESNT_EXIST: 'PROPERTY_MISSING',
    READ_ONLY_VALUE: 'PROPERTY_READ_ONLY',
    MISSING_REQUIRED_PROPERTY: 'REQUIRED_BY_HUBSPOT',
    MISSING_CONDITIONAL_REQUIRED_PROPERTY: 'REQUIRED_BY_HUBSPOT',
  }),
);

/** The only identifier that HubSpot itself keeps. */
const EMAIL = 'email';

/** Reads a refusal, or the `details` of it that are a row's: conflict, missing or refused, our code, the properties. */
export function readRefusal(
  refusal: Refusal,
  known: KnownProperties,
  details: readonly RefusalDetail[] = detailsOf(refusal),
): RefusedInput {
  const { category, context, correlationId } = refusal;
  const named = [...details.map(({ property }) => property), ...(context['propertyName'] ?? [])];
  const properties = knownNames(named, known);
  const call = correlationId === undefined ? {} : { correlationId };
  if (saysMissing(refusal)) return { kind: 'missing', code: 'NOT_IN_HUBSPOT', properties, ...call };
  const taken = details.find(({ code }) => TAKEN.has(code));
  const conflictId = taken?.ownerId ?? recordId(context['existingId']?.[0]);
  const owner = conflictId === undefined ? call : { conflictId, ...call };
  if (taken) {
    const identifier = known.get(taken.property);
    const code = identifier === undefined ? 'VALUE_TAKEN' : TAKEN_CODES[identifier];
    return { kind: 'conflict', code, properties, ...owner };
  }
  // A contact conflict without further detail is always about the email.
  if (category === 'CONFLICT' || category === 'OBJECT_ALREADY_EXISTS')
    return { kind: 'conflict', code: 'EMAIL_TAKEN', properties: [EMAIL], ...owner };
  const code = details.map((detail) => CODES.get(detail.code)).find((one) => one !== undefined);
  if (saysForgotten(code, properties, refusal, details, known))
    return { kind: 'refused', code: 'EMAIL_GDPR_BLOCKED', properties: [EMAIL], ...call };
  return { kind: 'refused', code: code ?? NO_REASON, properties, ...call };
}

/** Whether it says that there is no such contact, rather than what is wrong with one. */
export function saysMissing({ category, context }: Refusal): boolean {
  return category === 'OBJECT_NOT_FOUND' || 'missingObjectPropertyValueCoordinates' in context;
}

/** The address is not wrong: it was deleted for GDPR, which HubSpot tells by its text alone. */
function saysForgotten(
  code: string | undefined,
  properties: readonly string[],
  { message }: Refusal,
  details: readonly RefusalDetail[],
  known: KnownProperties,
): boolean {
  const isOfEmail = code === 'EMAIL_INVALID' || (code === undefined && properties.every(isEmail));
  return isOfEmail && (isForgotten(message) || details.some((detail) => detail.isForgotten));

  function isEmail(property: string): boolean {
    return known.get(property) === 'email';
  }
}

/** Whether a refusal says nothing, or nothing but that an identifier is not right: whose it is may explain that. */
export function isNameless({ kind, code, properties }: RefusedInput, known: KnownProperties): boolean {
  return (
    kind === 'refused' &&
    code === NO_REASON &&
    properties.every((property) => known.get(property) !== undefined)
  );
}
