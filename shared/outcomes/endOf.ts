import { FINDINGS } from '../contacts/findings.ts';
import { type CodeText, OUTCOME_CODES } from './outcomeCodes.ts';

const findings: Readonly<Record<string, unknown>> = FINDINGS;
const codes: Readonly<Record<string, CodeText>> = OUTCOME_CODES;

/** What a record with a review of this code ended as. */
export function endOf(code: string): 'rejected' | 'conflict' | 'failed' {
  if (Object.hasOwn(findings, code)) return 'rejected';
  const end = codes[code]?.ends;
  return end === 'conflict' || end === 'rejected' ? end : 'failed';
}
