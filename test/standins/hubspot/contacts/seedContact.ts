import type { Portal } from '../portal.ts';
import { checkProperties } from '../values/checkProperties.ts';
import { normalizeEmail } from '../values/checkValue.ts';
import { findClash } from './findClash.ts';
import { mergeProperties } from './mergeProperties.ts';

/**
 * Puts a contact into the portal as if it had always been there, secondary emails (`hs_additional_emails`, joined
 * by `;`) included. Returns its id; throws when HubSpot would refuse the values.
 */
export function seedContact(portal: Portal, properties: Readonly<Record<string, string>>): string {
  const { hs_additional_emails: additional, ...own } = properties;
  const { values, problems } = checkProperties(own, portal.valueRules('v3'));
  const problem = problems[0];
  if (problem !== undefined) {
    throw new Error(`The contact cannot be seeded: ${problem.property} is ${problem.code}.`);
  }
  const additionalEmails = (additional ?? '').split(';').map(normalizeEmail).filter(Boolean);
  const clash = findClash(portal, { target: undefined, values, version: 'v3', leftOut: 'sparse' });
  const { contacts } = portal;
  const isTaken = (email: string): boolean =>
    contacts.isBlocked(email) || contacts.owner('email', email) !== undefined;
  if (clash !== undefined || additionalEmails.some(isTaken)) {
    throw new Error(
      'The contact cannot be seeded: another contact has its email or a unique value, or an email is blocked.',
    );
  }
  const defaults = values['lifecyclestage'] === undefined ? { lifecyclestage: 'lead' } : {};
  const merged = mergeProperties(defaults, values, portal.catalogue.find);
  const contact = portal.contacts.create(merged, { additionalEmails });
  portal.searchIndex.note(contact.id, contact);
  return contact.id;
}
