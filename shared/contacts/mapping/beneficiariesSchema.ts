import * as z from 'zod';
import { groupSchema, policySchema, sensitiveFlag } from './fieldSchema.ts';
import { knownKeys } from './knownKeys.ts';

/** What a template holds for the number of the slot: `1`, or `01`. */
export const SLOT_MARKS = { '{n}': (slot: number) => String(slot), '{nn}': (slot: number) => two(slot) };

const two = (slot: number) => String(slot).padStart(2, '0');

const isTemplate = (text: string) => Object.keys(SLOT_MARKS).some((mark) => text.includes(mark));
const template = z.string().refine(isTemplate, 'must hold {n} (1) or {nn} (01), the number of the slot');
const name = z.string().min(1);

/** What is known of a beneficiary; the cédula and the share may not be recorded at all. */
function parts(what: string, text: z.ZodString, slot: string) {
  return knownKeys({
    name: text.describe(`${what} of the name${slot}`),
    cedula: text.optional().describe(`${what} of the cédula${slot}`),
    percentage: text.optional().describe(`${what} of the share${slot}`),
  });
}

/** Templates for all slots, or the names of each slot. */
function slots(what: string) {
  const each = parts(what, name, '.');
  return z.union([
    parts(what, template, '; {n} is the slot, {nn} the slot in two digits.'),
    z.array(each).min(1).max(50),
  ]);
}

const DEFAULT_LABELS = {
  name: 'Beneficiario {n}',
  cedula: 'Cédula del beneficiario {n}',
  percentage: 'Porcentaje del beneficiario {n}',
};

/** Slots 1 to `slots` become fields of the set `beneficiaries`. */
export const beneficiariesSchema = knownKeys({
  slots: z
    .int()
    .min(1)
    .max(50)
    .optional()
    .describe(
      'Beneficiaries a row may have room for: slots 1 to this number. Those above the first exist where the table has their columns. Not needed where the columns are a list.',
    ),
  columns: slots('SQL column').describe(
    'SQL columns of a slot: templates, or a list with the columns of each slot.',
  ),
  properties: slots('HubSpot property')
    .optional()
    .describe('HubSpot properties; by default named as the columns.'),
  labels: slots('Label').default(DEFAULT_LABELS).describe('Labels of the properties.'),
  group: groupSchema,
  policy: policySchema,
  sensitive: sensitiveFlag.default(true),
}).describe('Beneficiaries 1 to n: one entry for all their fields.');
export type Beneficiaries = z.output<typeof beneficiariesSchema>;
