import { remember } from '../remember.ts';
import { isPlaceholder } from '../text/placeholder.ts';

/** Users, or names of domains, that say there is no address. */
const NO_ADDRESS =
  /^(?:(?:no|sin)(?:e?mail|correo)s?|no(?:tiene|tienecorreo|tieneemail|tienen|tengo|aplica|hay|posee|indica|registra|usa)|ningun[oa]|desconocido|sindatos?|dominio|x{3,})$/;

/** What a cell says when there is nothing says it here too, but for a few letters, which are somebody's initials. */
const SHORTEST_PLACEHOLDER = 6;

/** `no` and `sin`. */
const LONGEST_NO = 3;

/** These are users of real addresses too, but not at a domain of the same name (`correo@correo.com`, `123@123.com`). */
const NO_ADDRESS_AT_ITSELF =
  /^(?:\d+|(.)\1*|no|correo|e?mail|test|prueba|ejemplo|example|demo|abc|asd|asdf|qwerty|cliente|asociad[oa]|soci[oa]|persona|usuario|user|nombre|admin|hola|info|noreply)$/;

/**
 * Whether an address was made up to fill the cell: `notiene@…`, `sin_correo2@…`, `…@notiene.com`, `no@tiene.com`, `nd@nd.com`.
 * HubSpot would merge all who have it into one contact.
 */
export function isEmailFiller(user: string, domain: string): boolean {
  const { name, saysNothing, isItselfNothing } = judgeDomain(domain);
  if (saysNothing) return true;
  const word = user.replace(/[._-]/g, '').replace(/\d+$/, '');
  const isPhrase = word.length <= LONGEST_NO && meansNothing(word + name);
  return isPhrase || meansNothing(word) || (isItselfNothing && (user === name || word === name));
}

/** The first label of a domain, without hyphens, and what it says; a cooperative's members share few domains. */
const judgeDomain = remember((domain: string) => {
  const name = domain.slice(0, domain.indexOf('.')).replaceAll('-', '');
  const isItselfNothing = NO_ADDRESS_AT_ITSELF.test(name) || isPlaceholder(name);
  return { name, saysNothing: meansNothing(name), isItselfNothing };
});

function meansNothing(word: string): boolean {
  return NO_ADDRESS.test(word) || (word.length >= SHORTEST_PLACEHOLDER && isPlaceholder(word));
}
