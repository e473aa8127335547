import type { Contact } from '../contacts/contact.ts';
import { propertyValue } from '../contacts/derivedProperties.ts';

/** What `query` looks at in contacts (search guide). */
const searchable = [
  'firstname',
  'lastname',
  'email',
  'phone',
  'hs_additional_emails',
  'fax',
  'mobilephone',
  'company',
];

/** Whether each word of `query` begins or is within one of the searchable values (how it matches is assumed). */
export function matchText(query: string): (contact: Contact) => boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return (contact) => {
    const values = searchable.map((name) => propertyValue(contact, name)?.toLowerCase() ?? '');
    return words.every((word) => values.some((value) => value.includes(word)));
  };
}
