import { formatTime } from '../time.ts';
import type { Contact } from './contact.ts';

type Derive = (contact: Contact) => string | null;

const digitsOnly = (text: string | undefined): string | null => text?.replace(/\D/g, '') || null;

/** Properties HubSpot fills by itself; they cannot be written. */
const derived: ReadonlyMap<string, Derive> = new Map<string, Derive>([
  ['createdate', ({ createdAt }) => formatTime(createdAt)],
  ['lastmodifieddate', ({ updatedAt }) => formatTime(updatedAt)],
  ['hs_object_id', ({ id }) => id],
  ['hs_all_contact_vids', ({ id, mergedIds }) => [id, ...mergedIds].join(';')],
  ['hs_merged_object_ids', ({ mergedIds }) => mergedIds.join(';') || null],
  ['hs_email_domain', ({ properties }) => properties['email']?.split('@')[1] ?? null],
  ['hs_full_name_or_email', fullNameOrEmail],
  ['hs_additional_emails', ({ additionalEmails }) => additionalEmails.join(';') || null],
  ['hs_is_contact', () => 'true'],
  ['hs_is_unworked', () => 'true'],
  ['hs_lifecyclestage_lead_date', ({ createdAt }) => formatTime(createdAt)],
  ['hs_object_source', () => 'INTEGRATION'],
  ['hs_object_source_id', () => '1000001'],
  ['hs_object_source_label', () => 'INTEGRATION'],
  ['hs_pipeline', () => 'contacts-lifecycle-pipeline'],
  ['hs_searchable_calculated_phone_number', ({ properties }) => digitsOnly(properties['phone'])],
  ['hs_searchable_calculated_mobile_number', ({ properties }) => digitsOnly(properties['mobilephone'])],
]);

/** On every answer to a read, asked for or not. */
export const alwaysRead = ['createdate', 'hs_object_id', 'lastmodifieddate'];

/** On a read that names no properties. */
export const readByDefault = [...alwaysRead, 'email', 'firstname', 'lastname'];

/** On the answer to a write that changed a contact, beside what was sent. */
export const answeredOnUpdate = alwaysRead;

/** On the answer to a write that made a contact, beside what was sent (recorded answers). */
export const answeredOnCreate = [...derived.keys(), 'lifecyclestage'];

/** The value of a property, or null when it is empty. */
export function propertyValue(contact: Contact, name: string): string | null {
  const derive = derived.get(name);
  return derive === undefined ? contact.properties[name] || null : derive(contact);
}

function fullNameOrEmail({ properties }: Contact): string | null {
  const name = [properties['firstname'], properties['lastname']].filter(Boolean);
  return name.length > 0 ? name.join(' ') : properties['email'] || null;
}
