import { clean } from './clean.ts';
import type { ContactProperties } from './contactProperties.ts';
import { FINDINGS, type Finding, type FindingCode, shapeOf } from './findings.ts';
import { type FieldMapping, fieldsToSend, keyField, type Mapping } from './mapping.ts';
import { toHundredths } from './rules/percentage.ts';
import type { RuleResult } from './rules/rule.ts';
import { RULES } from './rules/rules.ts';

/** A row as HubSpot should see it, with everything that was found on the way. */
export interface MappedContact {
  readonly properties: ContactProperties;
  readonly findings: readonly Finding[];
  /** True when a finding is an error: the record must not be sent. */
  readonly rejected: boolean;
}

/**
 * Maps and validates one row: each value is cleaned and judged by its field's rule, then the sets are judged as a
 * whole. Never throws on a value; `values` holds the row's columns as text.
 */
export function mapRow(values: Readonly<Record<string, string | null>>, mapping: Mapping): MappedContact {
  const properties: Record<string, string> = {};
  const findings: Finding[] = [];
  const fields = fieldsToSend(mapping);
  for (const field of fields) {
    const value = clean(values[field.column] ?? '');
    const result = judge(value, field);
    if ('value' in result) properties[field.property] = result.value;
    else findings.push(finding(result.code, field, value));
  }
  for (const set of new Set(fields.flatMap((field) => field.set ?? []))) {
    const members = fields.filter((field) => field.set === set);
    if (!addsUp(members, properties, findings)) {
      findings.push({ code: 'BENEFICIARIES_NOT_100', severity: 'warning', property: set, shape: '' });
    }
    withholdIfFaulty(set, members, properties, findings);
  }
  const key = properties[keyField(mapping).property];
  if (key !== undefined) properties[mapping.hubspot.keyProperty] = key;
  return { properties, findings, rejected: findings.some(({ severity }) => severity === 'error') };
}

function judge(value: string, field: FieldMapping): RuleResult {
  const result = value === '' ? { value } : RULES[field.rule](value, field);
  // A value that its rule takes for "nothing" (a placeholder, a null date) is as missing as an empty one.
  const isMissing = field.required && 'value' in result && result.value === '';
  return isMissing ? { code: 'REQUIRED_MISSING' } : result;
}

/** A member of a set never rejects the record: a faulty beneficiary must not cost the associate the rest. */
function finding(code: FindingCode, field: FieldMapping, value: string): Finding {
  const severity = field.set === undefined ? FINDINGS[code].severity : 'warning';
  return { code, severity, property: field.property, shape: shapeOf(value) };
}

/** Whether the percentages of a set sum to exactly 100; true when the set is empty or already faulty. */
function addsUp(
  members: readonly FieldMapping[],
  properties: ContactProperties,
  findings: readonly Finding[],
): boolean {
  const isEmpty = members.every(({ property }) => properties[property] === '');
  if (isEmpty || findings.some(({ property }) => members.some((member) => member.property === property)))
    return true;
  const shares = members.filter((field) => field.rule === 'percentage');
  const total = shares.reduce(
    (sum, { property }) => sum + (toHundredths(properties[property] ?? '') ?? 0),
    0,
  );
  return shares.length === 0 || total === 10_000;
}

function withholdIfFaulty(
  set: string,
  members: readonly FieldMapping[],
  properties: Record<string, string>,
  findings: readonly Finding[],
): void {
  const names = new Set([set, ...members.map(({ property }) => property)]);
  if (!findings.some(({ property }) => names.has(property))) return;
  for (const { property } of members) delete properties[property];
}
