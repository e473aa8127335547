import { parse } from 'tldts';
import validator from 'validator/lib/isEmail.js';
import type { Rule } from './rule.ts';

/**
 * Syntax, and a top-level domain that IANA lists: HubSpot refuses the rest (`.con`, `.local`, `.test`) with
 * INVALID_EMAIL. Lower-cased whole, because HubSpot stores and matches addresses that way.
 * https://legacydocs.hubspot.com/docs/faq/how-does-hubspot-validate-email-addresses
 */
export const email: Rule = (value) => {
  const address = value.toLowerCase();
  if (!validator.default(address) || parse(address).isIcann !== true) return { code: 'EMAIL_INVALID' };
  return { value: address };
};
