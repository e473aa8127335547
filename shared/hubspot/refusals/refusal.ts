import { z } from 'zod';
import { TAKEN_CODES } from '../contacts/identity.ts';

const strings = z.union([z.array(z.string()), z.string().transform((one) => [one])]);
const contextSchema = z.record(z.string(), strings.catch([])).catch({});

/** One entry of `errors`, or the body of a refused call. HubSpot says that every field may be absent. */
export const refusalSchema = z.object({
  category: z.string().catch(''),
  message: z.string().catch(''),
  context: contextSchema,
  errors: z.array(z.object({ code: z.string().catch(''), context: contextSchema })).catch([]),
});
/** `correlationId`: of the answer it came in, for HubSpot's support. */
export type Refusal = z.infer<typeof refusalSchema> & { readonly correlationId?: string | undefined };

/** What one input was refused for. `missing`: there is no such contact. */
export interface RefusedInput {
  readonly kind: 'conflict' | 'refused' | 'missing';
  readonly code: string;
  readonly properties: readonly string[];
  /** HubSpot id of the contact that holds the identifier already. */
  readonly conflictId?: string;
  readonly correlationId?: string | undefined;
}

/** One thing that is wrong with one property. */
export interface RefusalDetail {
  readonly code: string;
  readonly property: string;
  /** The value that was refused, where HubSpot repeats it: only for finding its row, never for a text. */
  readonly value: string | undefined;
}

/** HubSpot's codes (never its texts, they are localised) as our outcome codes. */
const CODES: Readonly<Record<string, string>> = {
  INVALID_EMAIL: 'EMAIL_INVALID',
  INVALID_OPTION: 'OPTION_UNKNOWN',
  INVALID_DATE: 'DATE_INVALID',
  INVALID_LONG: 'NUMBER_INVALID',
  INVALID_INTEGER: 'NUMBER_INVALID',
  PROPERTY_DOESNT_EXIST: 'PROPERTY_MISSING',
  READ_ONLY_VALUE: 'PROPERTY_READ_ONLY',
  MISSING_REQUIRED_PROPERTY: 'REQUIRED_BY_HUBSPOT',
  MISSING_CONDITIONAL_REQUIRED_PROPERTY: 'REQUIRED_BY_HUBSPOT',
};

/** Codes that say: the portal is not as we think it is. */
export const SCHEMA_CODES: ReadonlySet<string> = new Set([
  'OPTION_UNKNOWN',
  'PROPERTY_MISSING',
  'PROPERTY_READ_ONLY',
]);

/** Which identifier a property holds. */
export type IdentifierByProperty = ReadonlyMap<string, keyof typeof TAKEN_CODES>;

/** Reads a refusal, or the `details` of it that are a row's: conflict, missing or refused, our code, the properties. */
export function readRefusal(
  refusal: Refusal,
  identifiers: IdentifierByProperty,
  details: readonly RefusalDetail[] = detailsOf(refusal),
): RefusedInput {
  const properties = [
    ...new Set([...details.map(({ property }) => property), ...(refusal.context['propertyName'] ?? [])]),
  ].filter((property) => property !== '');
  const conflictId = refusal.context['existingId']?.[0];
  const { correlationId } = refusal;
  const call = correlationId === undefined ? {} : { correlationId };
  const owner = conflictId === undefined ? call : { conflictId, ...call };
  if (refusal.category === 'OBJECT_NOT_FOUND')
    return { kind: 'missing', code: 'NOT_IN_HUBSPOT', properties, ...call };
  const taken = details.find(({ code }) => code === 'CONFLICTING_UNIQUE_VALUE');
  if (taken) {
    const identifier = identifiers.get(taken.property);
    const code = identifier === undefined ? 'VALUE_TAKEN' : TAKEN_CODES[identifier];
    return { kind: 'conflict', code, properties, ...owner };
  }
  // A contact conflict without further detail is always about the email: the only identifier HubSpot itself keeps.
  if (refusal.category === 'CONFLICT' || refusal.category === 'OBJECT_ALREADY_EXISTS') {
    return { kind: 'conflict', code: 'EMAIL_TAKEN', properties: ['email'], ...owner };
  }
  const known = details.map(({ code }) => CODES[code]).find((code) => code !== undefined);
  return { kind: 'refused', code: known ?? 'HUBSPOT_REFUSED', properties, ...call };
}

/** What is wrong, property by property, from the list of errors and from the message: either may say more. */
export function detailsOf(refusal: Refusal): readonly RefusalDetail[] {
  const listed = refusal.errors.map(({ code, context }) => ({
    code,
    property: context['propertyName']?.[0] ?? '',
    value: undefined,
  }));
  return [...listed, ...detailsInMessage(refusal.message)];
}

const embeddedSchema = z.array(
  z.object({
    error: z.string().catch(''),
    name: z.string().catch(''),
    propertyValue: z.string().optional().catch(undefined),
  }),
);

/** `Property values were not valid: [{"error":"INVALID_EMAIL","name":"email",…}]`: may list more than `errors` does. */
function detailsInMessage(message: string): readonly RefusalDetail[] {
  const start = message.indexOf('[');
  if (start === -1) return [];
  try {
    const parsed = embeddedSchema.safeParse(JSON.parse(message.slice(start)));
    if (!parsed.success) return [];
    return parsed.data.map(({ error, name, propertyValue }) => ({
      code: error,
      property: name,
      value: propertyValue,
    }));
  } catch {
    return [];
  }
}
