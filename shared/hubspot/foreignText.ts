import * as z from 'zod';
import { formOfKey } from '../contacts/keyForm.ts';

/*
 * Here text of HubSpot's becomes text of ours. It repeats what was sent and may come from anybody in between, so it goes into log, tables,
 * telemetry and answers through these functions only: names that the mapping knows, ids of digits, ids of UUID form, words of a
 * list, an associate's key where it looks like one. Whatever else HubSpot says is compared, and goes no further; of the properties that
 * are written, what their options are called is kept with the catalogue.
 */

/** A HubSpot id: digits and nothing else. */
export function recordId(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{1,20}$/.test(text) ? text : undefined;
}

/** HubSpot's id of a call, for its support. */
export function correlationId(text: string | null): string | undefined {
  return z.guid().safeParse(text).data;
}

/** Those properties that may be named, each once. */
export function knownNames(
  names: readonly string[],
  known: { has(name: string): boolean },
): readonly string[] {
  return [...new Set(names)].filter((name) => known.has(name));
}

/**
 * The key that a contact carries, where it has the form of `like`, a key of ours: the property may hold whatever somebody typed there.
 */
export function keyLike(like: string, text: string | null | undefined): string | undefined {
  return text && formOfKey(text) === formOfKey(like) ? text : undefined;
}

/** Scopes that HubSpot may ask for where contacts and their properties are called. */
const SCOPES: ReadonlySet<string> = new Set(
  ['crm.objects.contacts', 'crm.schemas.contacts'].flatMap((area) =>
    ['', '.sensitive', '.highly_sensitive'].flatMap((kind) =>
      ['read', 'write'].flatMap((access) => [`${area}${kind}.${access}`, `${area}${kind}.${access}.v2`]),
    ),
  ),
);

/** Those scopes that are HubSpot's, each once. */
export function knownScopes(names: readonly string[]): readonly string[] {
  return knownNames(names, SCOPES);
}

/** Kinds of errors, as recorded or documented. */
const CATEGORIES = wordsOf(
  'BANNED CONFLICT EXPIRED_AUTHENTICATION INVALID_AUTHENTICATION MISSING_SCOPES OBJECT_ALREADY_EXISTS OBJECT_NOT_FOUND RATE_LIMITS VALIDATION_ERROR',
);

/** The kind of an error; `OTHER` for a word that is none of HubSpot's, undefined where it says none. */
export function categoryWord(text: string): string | undefined {
  if (text === '') return undefined;
  return CATEGORIES.has(text) ? text : 'OTHER';
}

/** Stands for a type or a control that is none of HubSpot's, or newer than this list. */
const UNKNOWN = 'unknown';

/** Source: https://developers.hubspot.com/docs/api-reference/crm-properties-v3/guide#property-type-and-fieldtype-values */
const TYPES = 'bool date datetime enumeration json number object_coordinates phone_number string';
const CONTROLS =
  'booleancheckbox calculation_equation checkbox date file html number phonenumber radio select text textarea';

/** The type of a property. */
export const typeWord = wordAmong(TYPES);
/** The control by which HubSpot shows it (`fieldType`). */
export const controlWord = wordAmong(CONTROLS);

/** What says nothing is ''. */
function wordAmong(list: string) {
  const words = wordsOf(list);
  return z
    .string()
    .catch('')
    .transform((said) => (said === '' || words.has(said) ? said : UNKNOWN));
}

function wordsOf(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
