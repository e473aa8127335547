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
  propertiesWithHistory: z.array(z.string()).default([]),
  idProperty: z.string().nullish(),
});

export const oneContact = z.object({ properties });

export const mergeRequest = z.object({ primaryObjectId: z.string(), objectIdToMerge: z.string() });

export const gdprDeletion = z.object({ objectId: z.string().min(1), idProperty: z.string().nullish() });

export type KeyedInput = z.infer<typeof keyedInput>;
