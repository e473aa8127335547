import type { FieldRule } from '../fieldRules.ts';
import { NO_PHONE } from '../rules/phoneSettings.ts';
import type { RuleField } from '../rules/rule.ts';
import type { Contacts } from './contactsSchema.ts';

export type RuleSettings = Pick<RuleField, 'noPhone' | 'phoneFormat' | 'checkCedula'>;

/**
 * What the section `contacts` says to a rule, where that is not what the rule does by itself. What it says is part of the field's
 * version: what it does not say sends nothing again.
 */
export function ruleSettings(rule: FieldRule, contacts: Contacts): RuleSettings {
  const { noPhone, phoneFormat, checkCedula } = contacts;
  if (rule === 'cedula') return checkCedula ? {} : { checkCedula };
  if (rule !== 'phone' && rule !== 'whatsapp') return {};
  return {
    ...(noPhone.join() === NO_PHONE.join() ? {} : { noPhone }),
    ...(phoneFormat === 'costaRica' ? {} : { phoneFormat }),
  };
}
