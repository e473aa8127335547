import type { FindingCode } from '../findings.ts';
import { cedula } from './cedula.ts';
import { date } from './date.ts';
import { email } from './email.ts';
import { option } from './option.ts';
import { percentage } from './percentage.ts';
import { phone, whatsapp } from './phone.ts';
import { salary } from './salary.ts';
import { text } from './text.ts';

/** The canonical value to send (an empty string clears the property), or what is wrong. */
export type RuleResult = { readonly value: string } | { readonly code: FindingCode };

/** What a rule may know of its field beside the value. */
export interface RuleField {
  readonly options?: Readonly<Record<string, string>> | undefined;
}

/** Judges one cleaned, non-empty value. Never throws. */
export type Rule = (value: string, field: RuleField) => RuleResult;

/** The rules a mapping file may name. To add one: write its file, name it here, give it a table of cases. */
export const RULES = {
  text,
  cedula,
  email,
  phone,
  whatsapp,
  date,
  option,
  salary,
  percentage,
} as const satisfies Record<string, Rule>;

export type RuleName = keyof typeof RULES;

/** Raise when a rule's verdict or canonical form changes: the fingerprint holds it, so that every record is sent again. */
export const RULES_VERSION = 1;
