import { z } from 'zod';
import { RULES, type RuleName } from './rules/rules.ts';

/**
 * The mapping file: which SQL columns become which HubSpot properties, and by which rules. This schema is the
 * only description of its form; unknown keys are refused, because a misspelt key would silently do nothing.
 */

/** A SQL Server identifier as the file may name it: letters, digits, `_`; it is quoted in every statement. */
const identifier = z
  .string()
  .regex(/^[\p{L}_][\p{L}\p{N}_]*$/u, 'must be a plain SQL Server name: letters, digits and _');

const propertyName = z.string().regex(/^[a-z][a-z0-9_]*$/, 'must be a HubSpot property name: a-z, 0-9 and _');

const ruleNames = Object.keys(RULES) as [RuleName, ...RuleName[]];

const fieldSchema = z.strictObject({
  column: identifier,
  property: propertyName,
  label: z.string().min(1),
  type: z.enum(['string', 'number', 'date', 'enumeration', 'phone_number']),
  rule: z.enum(ruleNames),
  required: z.boolean().default(false),
  /** Left out of HubSpot when `sync.sensitiveFields` says so (Ley 8968). */
  sensitive: z.boolean().default(false),
  /** Fields of one set are sent together or not at all. */
  set: z.string().optional(),
  /** One person has one of these: contacts that were there before us are recognised by it, beside the key. */
  identifies: z.enum(['cedula', 'email']).optional(),
  /** For rule `option`: SQL value → HubSpot's internal value. */
  options: z.record(z.string(), z.string()).optional(),
});
export type FieldMapping = z.infer<typeof fieldSchema>;

export const mappingSchema = z
  .strictObject({
    source: z.strictObject({
      table: z
        .string()
        .regex(
          /^[\p{L}_][\p{L}\p{N}_]*\.[\p{L}_][\p{L}\p{N}_]*$/u,
          'must be schema.table, e.g. dbo.hb_contacts',
        ),
      key: identifier,
      changeFeed: z.enum(['auto', 'changeTracking', 'rowversion', 'timestamp']).default('auto'),
      changedAt: identifier,
      clock: z.enum(['utc', 'server']).default('utc'),
      overlapSeconds: z.int().min(0).max(86_400).default(300),
    }),
    hubspot: z.strictObject({
      /** Created with unique values: the key field's property where it is, else a property of our own. */
      keyProperty: propertyName,
    }),
    sync: z.strictObject({
      pageSize: z.int().min(1).max(10_000).default(1000),
      maxQueuedBatches: z.int().min(1).default(2000),
      /** How long a write whose answer was lost may still be under way in HubSpot; its gateway gives up after 100 s. */
      quietSeconds: z.int().min(0).max(3600).default(180),
      /** What decides whether a row that changed is sent: see the mapping file. */
      compare: z.enum(['ledger', 'values', 'newer']).default('ledger'),
      sensitiveFields: z.enum(['send', 'leaveOut']).default('send'),
    }),
    fields: z.array(fieldSchema).min(1),
  })
  .superRefine((mapping, context) => {
    const issue = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    for (const attribute of ['column', 'property', 'identifies'] as const) {
      const seen = new Set<string>();
      mapping.fields.forEach(({ [attribute]: value }, index) => {
        if (value === undefined) return;
        if (seen.has(value)) issue(['fields', index, attribute], `names "${value}" a second time`);
        seen.add(value);
      });
    }
    mapping.fields.forEach((field, index) => {
      if (field.rule === 'option' && !field.options) {
        issue(['fields', index, 'rule'], '"option" needs `options: { SQL value: HubSpot value }`');
      }
    });
    const key = mapping.fields.find((field) => field.column === mapping.source.key);
    if (!key) return issue(['source', 'key'], `"${mapping.source.key}" is not the column of any field`);
    if (!key.required) issue(['source', 'key'], `"${mapping.source.key}" must be a required field`);
    const holder = mapping.fields.find((field) => field.property === mapping.hubspot.keyProperty);
    if (holder && holder !== key) {
      issue(['hubspot', 'keyProperty'], `is the property of column "${holder.column}", not of the key`);
    }
  });
export type Mapping = z.infer<typeof mappingSchema>;

/** The fields that may go to HubSpot under `sync.sensitiveFields`. */
export function fieldsToSend(mapping: Mapping): readonly FieldMapping[] {
  return mapping.sync.sensitiveFields === 'send'
    ? mapping.fields
    : mapping.fields.filter((field) => !field.sensitive);
}

/** The field of the associate's number. */
export function keyField(mapping: Mapping): FieldMapping {
  const field = mapping.fields.find(({ column }) => column === mapping.source.key);
  if (!field) throw new Error('The schema lets no mapping without a key field pass.');
  return field;
}

/** Every property that is written: the key, which may be one of our own, and those of the fields. */
export function propertiesToSend(mapping: Mapping): readonly string[] {
  return [
    ...new Set([mapping.hubspot.keyProperty, ...fieldsToSend(mapping).map(({ property }) => property)]),
  ];
}
