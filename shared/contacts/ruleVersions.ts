import { BENEFICIARIES_VERSION } from './beneficiaries.ts';
import { DIVISION_VERSION, RECOGNITION_VERSION } from './divisions/divisionIndex.ts';
import type { FieldRule } from './fieldRules.ts';

export type RuleVersions = Readonly<Partial<Record<FieldRule, number | string>>>;

const PLACES = `${DIVISION_VERSION}.${RECOGNITION_VERSION}`;

/**
 * Raise a rule's number when its verdict or canonical form changes. The fingerprint holds it, so that every record with
 * a value under that rule is sent again when it is next read, and no other. The places have the version of their table.
 */
export const RULE_VERSIONS: RuleVersions = {
  cedula: 2,
  name: 2,
  surname: 2,
  email: 2,
  phone: 2,
  whatsapp: 2,
  date: 2,
  birthDate: 2,
  option: 2,
  provincia: PLACES,
  canton: PLACES,
  distrito: PLACES,
  percentage: `2.${BENEFICIARIES_VERSION}`,
};

/** Of a rule that is not listed. */
export const FIRST_VERSION = 1;
