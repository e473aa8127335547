/**
 * The field types of the mapping whose values a property of each HubSpot type takes. Text holds anything; numbers and
 * dates take nothing else, because a text that happens to be digits (a cédula) would lose its zeros there.
 *
 * Source: https://developers.hubspot.com/docs/api-reference/crm-properties-v3/guide#property-type-and-fieldtype-values
 */
const HOLDS: Readonly<Record<string, readonly string[]>> = {
  string: ['string', 'number', 'date', 'enumeration', 'phone_number'],
  phone_number: ['string', 'phone_number'],
  number: ['number'],
  date: ['date'],
  enumeration: ['enumeration', 'string'],
  bool: ['enumeration', 'string'],
};

/** Whether a property of `portalType` takes the values of a field of type `fieldType`; options are judged apart. */
export function canHold(portalType: string, fieldType: string): boolean {
  return HOLDS[portalType]?.includes(fieldType) ?? false;
}
