import { cedula } from './cedula.ts';
import { date } from './date.ts';
import { email } from './email.ts';
import { option } from './option.ts';
import { percentage } from './percentage.ts';
import { phone, whatsapp } from './phone.ts';
import type { Rule } from './rule.ts';
import { salary } from './salary.ts';
import { text } from './text.ts';

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
