import { z } from 'zod';
import { groupSchema, policySchema, sensitiveFlag } from './fieldSchema.ts';
import { knownKeys } from './knownKeys.ts';

const SLOT = '{n}';
const template = z
  .string()
  .refine((text) => text.includes(SLOT), `must hold ${SLOT}, the number of the slot`);

/** What is known of a beneficiary; the cédula and the share may not be recorded at all. */
function parts(what: string) {
  return knownKeys({
    name: template.describe(`${what} of the name; {n} is the slot.`),
    cedula: template.optional().describe(`${what} of the cédula.`),
    percentage: template.optional().describe(`${what} of the share.`),
  });
}

const DEFAULT_LABELS = {
  name: 'Beneficiario {n}',
  cedula: 'Cédula del beneficiario {n}',
  percentage: 'Porcentaje del beneficiario {n}',
};

/** Slots 1 to `slots` become fields of the set `beneficiaries`. */
export const beneficiariesSchema = knownKeys({
  slots: z.int().min(1).max(50).describe('Beneficiaries a row has room for: slots 1 to this number.'),
  columns: parts('SQL column').describe('SQL columns of a slot.'),
  properties: parts('HubSpot property')
    .optional()
    .describe('HubSpot properties; by default named as the columns.'),
  labels: parts('Label').default(DEFAULT_LABELS).describe('Labels of the properties.'),
  group: groupSchema,
  policy: policySchema,
  sensitive: sensitiveFlag.default(true),
}).describe('Beneficiaries 1 to n: one entry for all their fields.');
export type Beneficiaries = z.output<typeof beneficiariesSchema>;
