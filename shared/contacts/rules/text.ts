import { hasLostBytes } from '../text/lostBytes.ts';
import type { Rule } from './rule.ts';

/** Characters that HubSpot's text properties hold (HubSpot, guide to the properties API). */
export const LONGEST_TEXT = 65_536;

/** Free text, sent as it is after cleaning, unless letters of it are gone. */
export const text: Rule = (value) => {
  if (value.length > LONGEST_TEXT) return { code: 'TEXT_TOO_LONG' };
  return hasLostBytes(value) ? { code: 'TEXT_DAMAGED' } : { value };
};
