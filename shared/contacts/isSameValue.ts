import type { FieldMapping, Mapping } from './mapping.ts';

/**
 * Whether HubSpot's value of a property is the one that was sent. HubSpot may write a number in another way, and a telephone with
 * blanks, dashes or brackets: numbers are compared by what they are worth, telephones by their digits.
 *
 * Source: https://knowledge.hubspot.com/properties/phone-number-property-validation
 */
export function isSameValue(property: string, sent: string, there: string, mapping: Mapping): boolean {
  if (sent === there) return true;
  if (sent === '' || there === '') return false;
  const kind = kindsOf(mapping).get(property);
  if (kind === 'number') return Number(sent) === Number(there);
  return kind === 'phone' && digitsOf(sent) !== '' && digitsOf(sent) === digitsOf(there);
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}

type Kind = 'number' | 'phone' | undefined;
const kindsOfMapping = new WeakMap<Mapping, ReadonlyMap<string, Kind>>();

/** Looked for once a mapping: a million values may follow. */
function kindsOf(mapping: Mapping): ReadonlyMap<string, Kind> {
  const kinds =
    kindsOfMapping.get(mapping) ?? new Map(mapping.fields.map((field) => [field.property, kindOf(field)]));
  kindsOfMapping.set(mapping, kinds);
  return kinds;
}

/** A property that is a telephone in HubSpot may be text in the mapping file. */
function kindOf({ type, rule }: FieldMapping): Kind {
  if (type === 'number') return 'number';
  return type === 'phone_number' || rule === 'phone' || rule === 'whatsapp' ? 'phone' : undefined;
}
