import * as z from 'zod';
import { recordId } from '../foreignText.ts';
import type { Refusal, RefusalDetail } from './refusal.ts';

/** Codes that say that another contact has the value. */
export const TAKEN: ReadonlySet<string> = new Set(['CONFLICTING_UNIQUE_VALUE', 'UNIQUE_VALUE_CONFLICT']);

/** HubSpot gives a forgotten address the code of an invalid one; only the text tells them apart, in whatever language. */
const FORGOTTEN = /\b(GDPR|RGPD|DSGVO|LGPD)\b/i;

/**
 * What is wrong, property by property, from wherever HubSpot says it: the list of errors, the array or the coordinates in a text,
 * the tokens. Each may say more than the others.
 */
export function detailsOf(refusal: Refusal): readonly RefusalDetail[] {
  return [...refusal.errors.flatMap(detailsSaid), ...detailsSaid({ code: '', ...refusal })];
}

/** Whether the text says so of an address; the address itself says nothing. Word by word: the text may repeat a value of 65,536 characters. */
export function isForgotten(text: string): boolean {
  return text.split(/\s/).some((word) => !word.includes('@') && FORGOTTEN.test(word));
}

type Said = Omit<Refusal['errors'][number], 'code'> & { readonly code: string };

function detailsSaid({ code, message, context, errorType, errorTokens }: Said): readonly RefusalDetail[] {
  const tokens = { ...context, ...errorTokens };
  const property = tokens['propertyName']?.[0];
  const named: RefusalDetail = {
    code: code || errorType,
    property: property ?? '',
    value: tokens['conflictingValue']?.[0],
    ownerId: recordId(tokens['existingObjectId']?.[0]),
    isForgotten: isForgotten(message),
  };
  const isSaid = property !== undefined || named.code !== '';
  return [...(isSaid ? [named] : []), ...detailsListed(message), ...coordinatesIn(message)];
}

const listedSchema = z.array(
  z.object({
    error: z.string().catch(''),
    name: z.string().catch(''),
    message: z.string().catch(''),
    propertyValue: z.string().optional().catch(undefined),
  }),
);

/** `Property values were not valid: [{"error":"INVALID_EMAIL","name":"email",…}]`: may list more than `errors` does. */
function detailsListed(message: string): readonly RefusalDetail[] {
  const start = message.indexOf('[');
  if (start === -1) return [];
  try {
    const parsed = listedSchema.safeParse(JSON.parse(message.slice(start)));
    if (!parsed.success) return [];
    return parsed.data.map(({ error, name, propertyValue, message: text }) => ({
      code: error,
      property: name,
      value: propertyValue,
      isForgotten: isForgotten(text),
    }));
  } catch {
    return [];
  }
}

const COORDINATES = /PropertyValueCoordinates\{.*?propertyName=(\w+), ?value=(.*?)\}(?:\D+(\d+)\D+(\d+))?/gs;

/**
 * `Cannot set PropertyValueCoordinates{…, propertyName=email, value=x@y.z} on 111. 222 already has that value.`: two ids behind the
 * coordinates, in any language, are the contact that was to get the value and the one that has it.
 */
function coordinatesIn(message: string): readonly RefusalDetail[] {
  return [...message.matchAll(COORDINATES)].map(([, property = '', value, , owner]) => {
    const ownerId = recordId(owner);
    return { code: ownerId === undefined ? '' : 'UNIQUE_VALUE_CONFLICT', property, value, ownerId };
  });
}
