import type { Portal } from '../portal.ts';
import { checkProperties } from '../values/checkProperties.ts';
import { normalizeEmail } from '../values/checkValue.ts';
import { applyWrite } from './applyWrite.ts';

/**
 * Puts a contact into the portal as if it had always been there, secondary emails (`hs_additional_emails`, joined
 * by `;`) included. Returns its id; throws when HubSpot would refuse the values.
 */
export function seedContact(portal: Portal, properties: Readonly<Record<string, string>>): string {
  const { hs_additional_emails: additional, ...own } = properties;
  const rules = { find: portal.catalogue.find, version: 'v3', texts: portal.texts } as const;
  const { values, problems } = checkProperties(own, rules);
  const problem = problems[0];
  if (problem !== undefined) {
    throw new Error(`The contact cannot be seeded: ${problem.property} is ${problem.code}.`);
  }
  const additionalEmails = (additional ?? '').split(';').map(normalizeEmail).filter(Boolean);
  const taken = additionalEmails.find((email) => portal.contacts.owner('email', email) !== undefined);
  const verdict = taken === undefined ? applyWrite(portal, undefined, values) : undefined;
  if (verdict?.kind !== 'written') {
    throw new Error('The contact cannot be seeded: another contact has its email or a unique value.');
  }
  const contact = portal.contacts.replace({ ...verdict.contact, additionalEmails });
  portal.searchIndex.note(contact.id, contact);
  return contact.id;
}
