import { type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Rule } from './rule.ts';

/** The cooperative's switchboard, entered where a member has no number of their own. */
const SWITCHBOARD = '+50622120000';

function parse(value: string): PhoneNumber | undefined {
  const number = parsePhoneNumberFromString(value, { defaultCountry: 'CR', extract: false });
  return number?.isValid() ? number : undefined;
}

/** A telephone in E.164. Numbers without `+` are Costa Rican; the switchboard, in any writing, is no number. */
export const phone: Rule = (value) => {
  const number = parse(value);
  if (!number) return { code: 'PHONE_INVALID' };
  return { value: number.number === SWITCHBOARD ? '' : number.number };
};

/** As `phone`, but HubSpot's WhatsApp property takes mobile numbers only. */
export const whatsapp: Rule = (value) => {
  const number = parse(value);
  if (!number) return { code: 'PHONE_INVALID' };
  if (number.number === SWITCHBOARD) return { value: '' };
  const type = number.getType();
  return type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE'
    ? { value: number.number }
    : { code: 'WHATSAPP_NOT_MOBILE' };
};
