import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { ValueRules } from './checkProperties.ts';
import type { ValueVerdict } from './valueProblem.ts';

type PhoneRules = Pick<ValueRules, 'texts' | 'spacesPhones'>;

/**
 * A validated phone number: with its country code, possible in that country, stored without formatting as
 * `+18884827768` (knowledge base, "phone number property validation"). The code for a bad one is assumed.
 */
export function checkPhone(raw: string, rules: PhoneRules): ValueVerdict {
  const phone = parsePhoneNumberFromString(raw, { extract: false });
  return phone?.isValid()
    ? { ok: true, value: formatPhone(phone.number, rules) }
    : { ok: false, code: 'INVALID_PHONE_NUMBER', message: rules.texts.phoneInvalid(raw) };
}

/** As HubSpot may keep a number that it knows ("formatted automatically"); how exactly is not said. */
export function formatPhone(raw: string, { spacesPhones }: PhoneRules): string {
  const phone = spacesPhones ? parsePhoneNumberFromString(raw, { extract: false }) : undefined;
  return phone?.isValid() ? phone.formatInternational() : raw;
}
