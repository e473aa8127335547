import * as z from 'zod';
import { FIELD_RULES } from '../fieldRules.ts';
import { keysOf } from '../keysOf.ts';
import { TRANSFORMS } from '../transforms.ts';
import { groupName, identifier, propertyName } from './identifiers.ts';
import { knownKeys } from './knownKeys.ts';
import { oneOf } from './oneOf.ts';

export const PROPERTY_TYPES = ['string', 'number', 'date', 'enumeration', 'phone_number'] as const;

export const groupSchema = groupName
  .default('hubspot_sync')
  .describe('HubSpot property group in which the property is created.');

export const policySchema = oneOf(['always', 'ifEmpty', 'neverClear'])
  .default('always')
  .describe(
    'always: SQL Server decides, an empty value clears. ifEmpty: written only while HubSpot holds nothing. neverClear: an empty value is not sent.',
  );

export const sensitiveFlag = z
  .boolean()
  .describe('Left out of HubSpot when sync.sensitiveFields is leaveOut (Ley 8968).');

/** One field: a SQL column, the HubSpot property it becomes, and what happens on the way. */
export const fieldSchema = knownKeys({
  column: identifier.describe('SQL Server column.'),
  property: propertyName.describe('Internal name of the HubSpot property.'),
  label: z
    .string()
    .min(1)
    .describe('What people read: the label of a property that is created, and the documentation.'),
  group: groupSchema,
  type: oneOf(PROPERTY_TYPES).describe('HubSpot type of the property.'),
  rule: oneOf(FIELD_RULES).describe(
    'How a value is judged and which form is sent; provincia, canton and distrito are judged together.',
  ),
  transform: oneOf(keysOf(TRANSFORMS))
    .optional()
    .describe(
      'Applied to the cleaned value before the rule: upper or lower case, digits only, no leading zeros.',
    ),
  pattern: z
    .string()
    .min(1)
    .optional()
    .describe(
      'For rule numero: regular expression of the whole number; by default up to 50 letters, digits and - . _ /, one digit above 0 among them.',
    ),
  options: z
    .record(z.string(), z.string())
    .optional()
    .describe('For rule option: value in SQL Server → internal value of the HubSpot option.'),
  required: z.boolean().default(false).describe('A record without it is rejected.'),
  policy: policySchema,
  sensitive: sensitiveFlag.default(false),
  set: z
    .string()
    .min(1)
    .optional()
    .describe('Fields of one set are sent together or not at all; shares of a set add up to 100.'),
  slot: z
    .int()
    .min(1)
    .max(50)
    .optional()
    .describe('In a set with several shares: whose name, cédula or share this is; 1 for the first.'),
  identifies: oneOf(['cedula', 'email'])
    .optional()
    .describe('One person has one of these: contacts that were there before are recognised by it.'),
  typeProperty: propertyName
    .optional()
    .describe(
      'For rule cedula: HubSpot property for the kind of document, by Hacienda’s code (01 cédula, 02 jurídica, 03 DIMEX, 04 NITE).',
    ),
  atMost: identifier
    .optional()
    .describe(
      'Column of another amount that this one must not exceed (net and gross); else neither is sent.',
    ),
});
export type FileField = z.output<typeof fieldSchema>;
