import { CONTACT_FINDINGS } from './findings/contactFindings.ts';
import { IDENTITY_FINDINGS } from './findings/identityFindings.ts';
import { VALUE_FINDINGS } from './findings/valueFindings.ts';

/**
 * What can be wrong with a record, what happens then, and what a clerk is told. An `error` rejects the record; a
 * `warning` leaves the field (or its set) out or sends it corrected, and the record goes.
 */
export const FINDINGS = { ...IDENTITY_FINDINGS, ...VALUE_FINDINGS, ...CONTACT_FINDINGS };

export type FindingCode = keyof typeof FINDINGS;

/** A finding about one property (or set). It carries the value's shape, never the value. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: 'error' | 'warning';
  readonly property: string;
  /** e.g. `d-dddd-dddd`; empty when there was no value. */
  readonly shape: string;
}

/**
 * The form of a value without its content: digits become `d`, letters `a`, the rest stays; runs of four and more
 * are counted (`aaaa@` → `a{4}@`), and at most 40 characters come out.
 */
export function shapeOf(value: string): string {
  return value
    .slice(0, 200)
    .toWellFormed()
    .replace(/[\p{L}\p{M}]/gu, 'a')
    .replace(/\p{N}/gu, 'd')
    .replace(/(.)\1{3,}/gu, (run, character: string) => `${character}{${run.length / character.length}}`)
    .slice(0, 40)
    .toWellFormed();
}
