import { FINDINGS, type Finding, type FindingCode, shapeOf } from './findings.ts';
import type { FieldMapping } from './mapping.ts';

/**
 * A member of a set never rejects the record: a faulty beneficiary must not cost the associate the rest. A required field
 * always does: the record would go without it.
 */
export function faultFound(code: FindingCode, field: FieldMapping, text: string): Finding {
  const severity = field.required ? 'error' : field.set === undefined ? FINDINGS[code].severity : 'warning';
  return { code, severity, property: field.property, shape: shapeOf(text) };
}
