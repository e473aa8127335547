import { phoneWarnings } from './phone.ts';
import { readPhones } from './readPhones.ts';
import type { Rule } from './rule.ts';

/**
 * As `phone`, but of mobile numbers only, which HubSpot's WhatsApp property takes; a cell without one clears it.
 */
export const whatsapp: Rule = (value, field) => {
  const phones = readPhones(value, field);
  const [mobile] = phones.mobiles;
  if (mobile !== undefined) return { value: mobile, warnings: phoneWarnings(phones, mobile) };
  if (phones.numbers.length > 0) return { value: '', warnings: ['WHATSAPP_NOT_MOBILE'] };
  return phones.hasInvalid ? { code: 'PHONE_INVALID' } : { value: '' };
};
