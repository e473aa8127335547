import { birthDate } from './birthDate.ts';
import { cedula } from './cedula.ts';
import { date } from './date.ts';
import { email } from './email.ts';
import { name } from './name.ts';
import { numero } from './numero.ts';
import { option } from './option.ts';
import { percentage } from './percentage.ts';
import { phone } from './phone.ts';
import type { Rule } from './rule.ts';
import { salary } from './salary.ts';
import { surname } from './surname.ts';
import { text } from './text.ts';
import { whatsapp } from './whatsapp.ts';

/**
 * The rules a mapping file may name. To add one: write its file here, with the decree or agency it comes from;
 * name it below; give what it finds a code in `findings/`, in both languages; give it a table of cases with their
 * sources in `test/unit/contacts/rules/`. The test that puts any text through every rule takes it up by itself.
 * When a rule's verdict or canonical form changes, raise its number in `ruleVersions.ts`.
 */
export const RULES = {
  text,
  numero,
  cedula,
  name,
  surname,
  email,
  phone,
  whatsapp,
  date,
  birthDate,
  option,
  salary,
  percentage,
} as const satisfies Record<string, Rule>;

export type RuleName = keyof typeof RULES;
