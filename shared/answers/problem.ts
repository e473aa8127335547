import * as z from 'zod';
import { code, parameters } from './common.ts';

/**
 * Any answer that is an error (RFC 9457, `application/problem+json`). Of a record that was rejected or is in conflict the fields
 * of its outcome stand beside these.
 */
export const problemSchema = z
  .looseObject({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int().min(400).max(599),
    code,
    parameters,
    /** What is wrong and what to do, in the language that was asked for. */
    detail: z.string(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.output<typeof problemSchema>;
