import type { FINDINGS } from '../contacts/findings.ts';
import type { OUTCOME_CODES } from './outcomeCodes.ts';

type CodesWith<Table, Part> = {
  [Code in keyof Table]: Table[Code] extends Part ? Code : never;
}[keyof Table];

/** A code that a record can wait for a person with; each has a short name beside its text wherever reviews are listed. */
export type ReviewCode =
  | CodesWith<typeof FINDINGS, { readonly severity: 'error' }>
  | CodesWith<typeof OUTCOME_CODES, { readonly ends: 'rejected' | 'conflict' | 'failed' }>;
