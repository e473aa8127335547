import * as z from 'zod';
import { MAX_NAME } from '../shared/answers/reviews.ts';
import { fault } from './problem.ts';

const MOST = 200;
const wholeNumber = fault('wholeNumber', { min: 1, max: MOST });

/** `?top=`: how much of a list one page holds. */
export const pageSize = z
  .string()
  .regex(/^\d{1,3}$/, wholeNumber)
  .transform(Number)
  .refine((number) => number >= 1 && number <= MOST, wholeNumber)
  .default(50);

/** As a person names a run, for the list. */
export const runName = z
  .string({ error: fault('text') })
  .trim()
  .min(1, fault('empty'))
  .max(MAX_NAME, fault('tooLong', { max: MAX_NAME }))
  .optional();
