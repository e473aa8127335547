import { z } from 'zod';

const comparisons = ['EQ', 'NEQ', 'GT', 'GTE', 'LT', 'LTE', 'CONTAINS_TOKEN', 'NOT_CONTAINS_TOKEN'] as const;

const propertyName = z.string();
const value = z.string();

const filter = z.discriminatedUnion('operator', [
  z.object({ propertyName, operator: z.enum(comparisons), value }),
  z.object({ propertyName, operator: z.literal('BETWEEN'), value, highValue: z.string() }),
  z.object({ propertyName, operator: z.enum(['IN', 'NOT_IN']), values: z.array(value).min(1) }),
  z.object({ propertyName, operator: z.enum(['HAS_PROPERTY', 'NOT_HAS_PROPERTY']) }),
]);

const sort = z.union([
  z.object({ propertyName, direction: z.enum(['ASCENDING', 'DESCENDING']).default('ASCENDING') }),
  z.string().transform((name) => ({
    propertyName: name.replace(/^-/, ''),
    direction: name.startsWith('-') ? ('DESCENDING' as const) : ('ASCENDING' as const),
  })),
]);

/** Search guide: 5 groups of 6 filters, 18 in all; one sort; 1 to 200 results a page; 3,000 characters of text. */
export const searchRequest = z.object({
  filterGroups: z
    .array(z.object({ filters: z.array(filter).max(6) }))
    .max(5)
    .default([])
    .refine(
      (groups) => groups.reduce((sum, { filters }) => sum + filters.length, 0) <= 18,
      'too many filters',
    ),
  query: z.string().max(3000).default(''),
  sorts: z.array(sort).max(1).default([]),
  properties: z.array(z.string()).default([]),
  limit: z.number().int().min(1).max(200).default(10),
  after: z.coerce.number().int().min(0).default(0),
});

export type SearchRequest = z.infer<typeof searchRequest>;
export type SearchFilter = z.infer<typeof filter>;
export type SearchSort = z.infer<typeof sort>;
