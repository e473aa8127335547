import * as z from 'zod';
import { OUTCOMES } from '../outcomes/outcome.ts';

/** ISO 8601, UTC. */
export const time = z.iso.datetime();
export const count = z.int().min(0);
export const milliseconds = z.number().min(0);
/** 0 to 100. */
export const percent = z.number().min(0).max(100);
/** Of `docs/reference/codes.md`. */
export const code = z.string().regex(/^[A-Z][A-Z0-9_]*$/);
export const outcome = z.enum(OUTCOMES);

/** What a sentence is made of beside its code: counts, names of settings, columns and properties, never a value. */
export const parameters = z.record(z.string(), z.union([z.string(), z.number()]));
export type Parameters = z.output<typeof parameters>;

/** Something that is said: the code, what fills its text, and the text in the language that was asked for. */
export const sayingSchema = z.strictObject({ code, parameters, message: z.string() });
export type Saying = z.output<typeof sayingSchema>;

/** Records by what they came to; every outcome has its number. */
export const outcomeCountsSchema = z
  .strictObject({
    created: count,
    updated: count,
    unchanged: count,
    adopted: count,
    rejected: count,
    conflict: count,
    failed: count,
    deleted: count,
    pending: count,
  })
  .meta({ id: 'OutcomeCounts' });

/** Some records by code. */
export const countsByCodeSchema = z.record(z.string(), count);

export const LEVELS = ['ok', 'warning', 'error', 'unknown'] as const;
export const level = z.enum(LEVELS);
export type Level = z.output<typeof level>;
