import { z } from 'zod';
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
