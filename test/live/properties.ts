/** The properties that the live suite makes for itself and archives at the end. */

const PREFIX = 'hubspot_sync_test_';

export const GROUP = { name: 'hubspot_sync_test', label: 'HubSpot Sync test' } as const;

export const KEY = `${PREFIX}key`;
/** Another property with unique values, as the cédula is where `provision` made it. */
export const UNIQUE = `${PREFIX}unique`;
export const TEXT = `${PREFIX}text`;
export const OTHER = `${PREFIX}other`;
export const NUMBER = `${PREFIX}number`;
export const DAY = `${PREFIX}day`;
export const MOMENT = `${PREFIX}moment`;
export const CHOICE = `${PREFIX}choice`;
export const CHOICES = `${PREFIX}choices`;
export const PHONE = `${PREFIX}phone`;
/** There is none of this name. */
export const NOWHERE = `${PREFIX}nowhere`;

const options = ['a', 'b', 'c'].map((value, displayOrder) => ({
  label: value.toUpperCase(),
  value,
  hidden: false,
  displayOrder,
}));

export const PROPERTIES: readonly (object & { readonly name: string })[] = [
  { name: KEY, type: 'string', fieldType: 'text', hasUniqueValue: true },
  { name: UNIQUE, type: 'string', fieldType: 'text', hasUniqueValue: true },
  { name: TEXT, type: 'string', fieldType: 'text' },
  { name: OTHER, type: 'string', fieldType: 'text' },
  { name: NUMBER, type: 'number', fieldType: 'number' },
  { name: DAY, type: 'date', fieldType: 'date' },
  { name: MOMENT, type: 'datetime', fieldType: 'date' },
  { name: CHOICE, type: 'enumeration', fieldType: 'select', options },
  { name: CHOICES, type: 'enumeration', fieldType: 'checkbox', options },
  { name: PHONE, type: 'phone_number', fieldType: 'phonenumber' },
].map((property) => ({ ...property, label: property.name, groupName: GROUP.name }));

/** One more property with unique values, to find out how many HubSpot allows. */
export function uniqueProperty(number: number): object {
  const name = `${PREFIX}unique_${number}`;
  const definition = { label: name, groupName: GROUP.name, type: 'string', fieldType: 'text' };
  return { name, ...definition, hasUniqueValue: true };
}

/** One more property with these options, to find out what HubSpot wants of them. */
export function choiceProperty(name: string, options: readonly object[]) {
  const definition = { label: name, groupName: GROUP.name, type: 'enumeration', fieldType: 'select' };
  return { name: `${PREFIX}${name}`, ...definition, options };
}

/** Whether a property is one of the suite's own. */
export function isOurs(name: string): boolean {
  return name.startsWith(PREFIX);
}
