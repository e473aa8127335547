import type { PropertyDefinition, PropertyOption } from './property.ts';

/** Lifecycle stages in the order in which a contact may only move forward. */
export const lifecycleStages: readonly string[] = [
  'subscriber',
  'lead',
  'marketingqualifiedlead',
  'salesqualifiedlead',
  'opportunity',
  'customer',
  'evangelist',
  'other',
];

const leadStatuses = ['NEW', 'OPEN', 'IN_PROGRESS', 'OPEN_DEAL', 'UNQUALIFIED', 'CONNECTED', 'BAD_TIMING'];

const writableText = [
  'firstname',
  'lastname',
  'email',
  'salutation',
  'jobtitle',
  'company',
  'website',
  'address',
  'city',
  'state',
  'zip',
  'country',
  'fax',
  'date_of_birth',
  'marital_status',
  'gender',
  'degree',
  'school',
  'field_of_study',
  'job_function',
  'military_status',
  'relationship_status',
  'industry',
  'numemployees',
  'annualrevenue',
  'work_email',
  'twitterhandle',
  'message',
  'hubspot_owner_id',
];

const readOnlyText = [
  'hs_additional_emails',
  'hs_all_contact_vids',
  'hs_email_domain',
  'hs_full_name_or_email',
  'hs_merged_object_ids',
  'hs_object_source',
  'hs_object_source_id',
  'hs_object_source_label',
  'hs_pipeline',
  'hs_searchable_calculated_phone_number',
  'hs_searchable_calculated_mobile_number',
];

const readOnlyDateTimes = ['createdate', 'lastmodifieddate', 'hs_lifecyclestage_lead_date'];

/** The contact properties every portal has, as far as a contact sync meets them. */
export function defaultContactProperties(): PropertyDefinition[] {
  const definitions: PropertyDefinition[] = [
    ...writableText.map((name): PropertyDefinition => ({ name, type: 'string', fieldType: 'text' })),
    ...readOnlyText.map((name) => readOnly({ name, type: 'string', fieldType: 'text' })),
    ...readOnlyDateTimes.map((name) => readOnly({ name, type: 'datetime', fieldType: 'date' })),
    readOnly({ name: 'hs_object_id', type: 'number', fieldType: 'number' }),
    readOnly({ name: 'hs_is_contact', type: 'bool', fieldType: 'booleancheckbox' }),
    readOnly({ name: 'hs_is_unworked', type: 'bool', fieldType: 'booleancheckbox' }),
    { name: 'phone', type: 'string', fieldType: 'phonenumber' },
    { name: 'mobilephone', type: 'string', fieldType: 'phonenumber' },
    { name: 'hs_whatsapp_phone_number', type: 'phone_number', fieldType: 'phonenumber' },
    { name: 'closedate', type: 'datetime', fieldType: 'date' },
    { name: 'lifecyclestage', type: 'enumeration', fieldType: 'radio', options: options(lifecycleStages) },
    { name: 'hs_lead_status', type: 'enumeration', fieldType: 'radio', options: options(leadStatuses) },
  ];
  return definitions.map((definition) => ({ ...definition, hubspotDefined: true }));
}

function readOnly(definition: PropertyDefinition): PropertyDefinition {
  return { ...definition, readOnlyValue: true };
}

function options(values: readonly string[]): PropertyOption[] {
  return values.map((value, displayOrder) => ({ label: value, value, displayOrder }));
}
