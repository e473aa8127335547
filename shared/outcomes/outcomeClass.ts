import { FINDINGS } from '../contacts/findings.ts';
import { type CodeText, OUTCOME_CODES } from './outcomeCodes.ts';
import { STATUS_CODES } from './statusCodes.ts';
import { SYSTEM_CODES } from './systemCodes.ts';

/** Who a code concerns, as operators sort them. */
export const OUTCOME_CLASSES = ['none', 'connection', 'validation', 'api', 'business'] as const;
export type OutcomeClass = (typeof OUTCOME_CLASSES)[number];

const BY_END: Readonly<Record<CodeText['ends'], OutcomeClass>> = {
  ok: 'none',
  deleted: 'none',
  noted: 'none',
  rejected: 'validation',
  pending: 'api',
  retried: 'connection',
  conflict: 'business',
  failed: 'business',
  stopped: 'business',
};

const TEXTS: Readonly<Record<string, CodeText>> = { ...OUTCOME_CODES, ...STATUS_CODES, ...SYSTEM_CODES };
const findings: Readonly<Record<string, { readonly severity: 'error' | 'warning' }>> = FINDINGS;

/**
 * The class of a code: `connection` is retried, `validation` waits for the row, `api` is queued again or is HubSpot's refusal,
 * `business` waits for a person; `none` is no error. A code that no table knows is a bug, which takes a person.
 */
export function classOf(code: string): OutcomeClass {
  const finding = findings[code];
  if (finding) return finding.severity === 'error' ? 'validation' : 'none';
  const text = TEXTS[code];
  return text ? (text.class ?? BY_END[text.ends]) : 'business';
}
