import { z } from 'zod';
import type { RawValue } from '../values/checkProperties.ts';

/** The request bodies of the contact endpoints. Unknown fields are ignored, as HubSpot does. */

/** Checked in one pass and not copied: a batch holds thousands of values, most of the cost of a call. */
const properties = z.custom<Readonly<Record<string, RawValue>>>(
  isPropertyMap,
  'not a map of property values',
);

function isPropertyMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.values(value).every(isRawValue);
}

function isRawValue(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

const keyedInput = z.object({
  id: z.string(),
  idProperty: z.string().nullish(),
  objectWriteTraceId: z.string().nullish(),
  properties,
});

const keyedInputs = z.array(keyedInput);
const newInputs = z.array(z.object({ properties, objectWriteTraceId: z.string().nullish() }));

/** `inputs` is optional: HubSpot answers a body without it with success and no results. */
export const keyedBatch = z.object({ inputs: keyedInputs.optional() });
export const createBatch = z.object({ inputs: newInputs.optional() });
export const archiveBatch = z.object({ inputs: z.array(z.object({ id: z.string() })).optional() });

export const readBatch = z.object({
  inputs: z.array(z.object({ id: z.string() })).optional(),
  properties: z.array(z.string()).default([]),
  idProperty: z.string().nullish(),
});

export const oneContact = z.object({ properties });

const filter = z.object({
  propertyName: z.string(),
  operator: z.enum(['EQ', 'IN', 'HAS_PROPERTY']),
  value: z.string().optional(),
  values: z.array(z.string()).optional(),
});

/** Search guide: at most 200 results a page, 5 groups of 6 filters, 18 filters in all. */
export const searchRequest = z.object({
  filterGroups: z
    .array(z.object({ filters: z.array(filter).max(6) }))
    .max(5)
    .default([])
    .refine(
      (groups) => groups.reduce((sum, { filters }) => sum + filters.length, 0) <= 18,
      'too many filters',
    ),
  properties: z.array(z.string()).default([]),
  limit: z.number().int().min(0).max(200).default(10),
  after: z.coerce.number().int().min(0).default(0),
});

export type KeyedInput = z.infer<typeof keyedInput>;
export type SearchRequest = z.infer<typeof searchRequest>;
export type SearchFilter = z.infer<typeof filter>;
