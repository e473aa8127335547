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

const ruleNames = Object.keys(RULES) as [RuleName, ...RuleName[]];

const fieldSchema = z.strictObject({
  column: identifier,
  property: z.string().regex(/^[a-z][a-z0-9_]*$/, 'must be a HubSpot property name: a-z, 0-9 and _'),
  label: z.string().min(1),
  type: z.enum(['string', 'number', 'date', 'enumeration', 'phone_number']),
  rule: z.enum(ruleNames),
  required: z.boolean().default(false),
  /** Left out of HubSpot when `sync.sensitiveFields` says so (Ley 8968). */
  sensitive: z.boolean().default(false),
  /** Fields of one set are sent together or not at all. */
  set: z.string().optional(),
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
    hubspot: z.strictObject({ keyProperty: z.string().min(1) }),
    sync: z.strictObject({
      pageSize: z.int().min(1).max(10_000).default(1000),
      maxQueuedBatches: z.int().min(1).default(2000),
      sensitiveFields: z.enum(['send', 'leaveOut']).default('send'),
    }),
    fields: z.array(fieldSchema).min(1),
  })
  .superRefine((mapping, context) => {
    for (const attribute of ['column', 'property'] as const) {
      const seen = new Set<string>();
      mapping.fields.forEach((field, index) => {
        if (seen.has(field[attribute])) {
          context.addIssue({
            code: 'custom',
            path: ['fields', index, attribute],
            message: `names "${field[attribute]}" a second time`,
          });
        }
        seen.add(field[attribute]);
      });
    }
    mapping.fields.forEach((field, index) => {
      if (field.rule === 'option' && !field.options) {
        context.addIssue({
          code: 'custom',
          path: ['fields', index, 'rule'],
          message: '"option" needs `options: { SQL value: HubSpot value }`',
        });
      }
    });
    const key = mapping.fields.find((field) => field.column === mapping.source.key);
    if (!key) {
      context.addIssue({
        code: 'custom',
        path: ['source', 'key'],
        message: `"${mapping.source.key}" is not the column of any field`,
      });
    } else if (key.property !== mapping.hubspot.keyProperty || !key.required) {
      context.addIssue({
        code: 'custom',
        path: ['hubspot', 'keyProperty'],
        message: `must be the property of the required field of column "${mapping.source.key}"`,
      });
    }
  });
export type Mapping = z.infer<typeof mappingSchema>;

/** The fields that may go to HubSpot under `sync.sensitiveFields`. */
export function fieldsToSend(mapping: Mapping): readonly FieldMapping[] {
  return mapping.sync.sensitiveFields === 'send'
    ? mapping.fields
    : mapping.fields.filter((field) => !field.sensitive);
}
