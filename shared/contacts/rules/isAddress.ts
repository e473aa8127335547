import { parse } from 'tldts';
import validator from 'validator/lib/isEmail.js';
import { remember } from '../remember.ts';

/** HubSpot's and RFC 5321's limits, in characters. */
const [LONGEST_ADDRESS, LONGEST_USER] = [254, 64];

/** What nearly all users look like; the library judges the others. */
const PLAIN_USER = /^[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*$/;

/**
 * Whether a lower-case text is one address: its syntax, and a top-level domain that IANA lists. HubSpot refuses the rest
 * (`.con`, `.local`, `.test`) with INVALID_EMAIL, and quoted users as well.
 * https://legacydocs.hubspot.com/docs/faq/how-does-hubspot-validate-email-addresses
 */
export function isAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  // Without a user it is a domain: `gmail.com`.
  if (at < 1 || text.length > LONGEST_ADDRESS || text.startsWith('"')) return false;
  const user = text.slice(0, at);
  if (!isDomain(text.slice(at + 1))) return false;
  return user.length <= LONGEST_USER && PLAIN_USER.test(user) ? true : isEmail(text);
}

/** A cooperative's members share few domains. */
const isDomain = remember((domain: string) => isEmail(`a@${domain}`) && parse(domain).isIcann === true);

function isEmail(text: string): boolean {
  // Which the library throws on.
  return text.isWellFormed() && validator.default(text, { allow_utf8_local_part: false });
}
