import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { Texts } from '../texts.ts';
import type { ValueVerdict } from './valueProblem.ts';

/**
 * A validated phone number: with its country code, possible in that country, stored without formatting as
 * `+18884827768` (knowledge base, "phone number property validation"). The code for a bad one is assumed.
 */
export function checkPhone(raw: string, texts: Texts): ValueVerdict {
  const phone = parsePhoneNumberFromString(raw, { extract: false });
  return phone?.isValid()
    ? { ok: true, value: phone.number }
    : { ok: false, code: 'INVALID_PHONE_NUMBER', message: texts.phoneInvalid(raw) };
}
