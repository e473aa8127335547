import { parse } from 'tldts';
import validator from 'validator/lib/isEmail.js';
import { remember } from '../remember.ts';
import type { Rule } from './rule.ts';

/**
 * Users, or names of domains, that say there is no address: HubSpot would merge all who have it into one contact.
 */
const NO_ADDRESS =
  /^(?:(?:no|sin)(?:e?mail|correo)s?|no(?:tiene|tienecorreo|tieneemail|tienen|tengo|aplica|hay|posee|indica|registra|usa)|ningun[oa]|desconocido|sindatos?|x{3,})$/;

/** These are users of real addresses too, but not at a domain of the same name (`correo@correo.com`). */
const NO_ADDRESS_AT_ITSELF = /^(?:correo|e?mail|test|prueba|ejemplo|na|no|abc|asd|asdf|a+|x+)$/;

/**
 * Syntax, and a top-level domain that IANA lists: HubSpot refuses the rest (`.con`, `.local`, `.test`) with
 * INVALID_EMAIL, and quoted users as well. Lower-cased whole, because HubSpot stores and matches addresses that
 * way; what follows a plus stays.
 * https://legacydocs.hubspot.com/docs/faq/how-does-hubspot-validate-email-addresses
 */
export const email: Rule = (value) => {
  const address = value.toLowerCase();
  if (!isAddress(address)) return { code: 'EMAIL_INVALID' };
  return isFiller(address) ? { code: 'EMAIL_FILLER' } : { value: address };
};

function isAddress(address: string): boolean {
  if (address.length > 254 || address.startsWith('"')) return false;
  const at = address.lastIndexOf('@');
  const [user, domain] = [address.slice(0, at), address.slice(at + 1)];
  if (!isDomain(domain)) return false;
  return user.length <= 64 && PLAIN_USER.test(user) ? true : isEmail(address);
}

/** What nearly all users look like; the library judges the others. */
const PLAIN_USER = /^[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*$/;

/** A cooperative's members share few domains. */
const isDomain = remember((domain: string) => isEmail(`a@${domain}`) && parse(domain).isIcann === true);

function isEmail(address: string): boolean {
  // Which the library throws on.
  return address.isWellFormed() && validator.default(address, { allow_utf8_local_part: false });
}

/** `notiene@…`, `sin_correo2@…`, `…@notiene.com`, `correo@correo.com`. */
function isFiller(address: string): boolean {
  const at = address.lastIndexOf('@');
  const user = address.slice(0, at).replace(/[._-]/g, '').replace(/\d+$/, '');
  const domain = address.slice(at + 1, address.indexOf('.', at)).replaceAll('-', '');
  return (
    NO_ADDRESS.test(user) || NO_ADDRESS.test(domain) || (user === domain && NO_ADDRESS_AT_ITSELF.test(user))
  );
}
