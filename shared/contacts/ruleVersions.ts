import { BENEFICIARIES_VERSION } from './beneficiaries.ts';
import { DIVISION_VERSION } from './divisions/divisionIndex.ts';
import type { FieldRule } from './fieldRules.ts';

export type RuleVersions = Readonly<Partial<Record<FieldRule, number | string>>>;

/**
 * Raise a rule's number when its verdict or canonical form changes. The fingerprint holds it, so that every record with
 * a value under that rule is sent again when it is next read, and no other. The places have the version of their table.
 */
export const RULE_VERSIONS: RuleVersions = {
  provincia: DIVISION_VERSION,
  canton: DIVISION_VERSION,
  distrito: DIVISION_VERSION,
  percentage: `1.${BENEFICIARIES_VERSION}`,
};

/** Of a rule that is not listed. */
export const FIRST_VERSION = 1;
