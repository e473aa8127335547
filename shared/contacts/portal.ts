import { type Finding, type FindingCode, shapeOf } from './findings.ts';
import { faultFound } from './mapCell.ts';
import type { FieldMapping, Mapping } from './mapping.ts';
import type { MappedContact } from './mapRow.ts';
import { canHold } from './portalTypes.ts';

/** A contact property as the portal has it now. */
export interface PortalProperty {
  readonly name: string;
  /** `string`, `number`, `date`, `datetime`, `enumeration`, `bool`, `phone_number`; HubSpot may add others. */
  readonly type: string;
  readonly fieldType: string;
  /** Internal values; empty unless HubSpot lists options. */
  readonly options: readonly string[];
  /** The options are kept elsewhere (owners, for one): HubSpot lists none and judges a value itself. */
  readonly externalOptions?: boolean;
  readonly hasUniqueValue: boolean;
  /** HubSpot fills it: calculated, or its value is read-only. */
  readonly readOnly: boolean;
}

/** Properties by name. What was asked for and is not in it, the portal does not have. */
export type PortalSchema = ReadonlyMap<string, PortalProperty>;

/** Properties guide: a text value holds at most this many characters. */
const MAX_TEXT = 65_536;

/** What the options of a yes-or-no property are called, whether HubSpot lists them or not. */
const YES_NO = ['true', 'false'];

/**
 * Leaves out of a contact what the portal would refuse, so that one property that somebody changed in HubSpot does
 * not cost the record. A field that does not fit is a warning, or an error when it is required; a member of a set
 * takes its set with it. Never throws.
 */
export function fitToPortal(mapped: MappedContact, mapping: Mapping, portal: PortalSchema): MappedContact {
  const fields = fieldsByProperty(mapping);
  const found: Finding[] = [];
  for (const [property, value] of Object.entries(mapped.properties)) {
    const field = fields.get(property);
    // The key may be a property of no field: it holds text.
    const code = misfit(value, field?.type ?? 'string', portal.get(property));
    if (!code) continue;
    // Without its key a contact cannot be sent, so the key (which may be of no field) counts as required.
    const fault = field
      ? faultFound(code, field, value)
      : { code, severity: 'error' as const, shape: shapeOf(value) };
    found.push({ ...fault, property });
  }
  if (found.length === 0) return mapped;
  const names = new Set(found.map(({ property }) => property));
  const sets = new Set([...names].map((name) => fields.get(name)?.set).filter((set) => set !== undefined));
  const fits = ([property]: [string, string]) =>
    !names.has(property) && !sets.has(fields.get(property)?.set ?? '');
  return {
    properties: Object.fromEntries(Object.entries(mapped.properties).filter(fits)),
    findings: [...mapped.findings, ...found],
    rejected: mapped.rejected || found.some(({ severity }) => severity === 'error'),
  };
}

/** Why the portal would refuse the value; undefined when it takes it. */
function misfit(
  value: string,
  fieldType: string,
  property: PortalProperty | undefined,
): FindingCode | undefined {
  if (!property) return 'PROPERTY_MISSING';
  if (property.readOnly) return 'PROPERTY_READ_ONLY';
  // An empty value clears, whatever the type.
  if (value === '') return undefined;
  if (!canHold(property.type, fieldType)) return 'PROPERTY_TYPE_MISMATCH';
  if (property.type === 'string' || property.type === 'phone_number') {
    return value.length > MAX_TEXT ? 'TEXT_TOO_LONG' : undefined;
  }
  return isOption(value, property) ? undefined : 'OPTION_UNKNOWN';
}

/** True for every value of a property that has no options. */
function isOption(value: string, { type, options, externalOptions }: PortalProperty): boolean {
  if (type === 'bool') return YES_NO.includes(value);
  return type !== 'enumeration' || externalOptions === true || options.includes(value);
}

const fieldsOf = new WeakMap<Mapping, ReadonlyMap<string, FieldMapping>>();

/** The kind of a document is never required: it goes beside the document. Worked out once a mapping. */
function fieldsByProperty(mapping: Mapping): ReadonlyMap<string, FieldMapping> {
  const known = fieldsOf.get(mapping);
  if (known) return known;
  const all = mapping.fields.flatMap((field): [string, FieldMapping][] => {
    const { property, typeProperty } = field;
    const own: [string, FieldMapping] = [property, field];
    return typeProperty === undefined ? [own] : [own, [typeProperty, { ...field, required: false }]];
  });
  const fields = new Map(all);
  fieldsOf.set(mapping, fields);
  return fields;
}

/** What keeps the key property from working; a person mends it with `npm run provision`. Undefined when it works. */
export function checkKey(
  mapping: Mapping,
  portal: PortalSchema,
): 'KEY_PROPERTY_MISSING' | 'KEY_PROPERTY_NOT_UNIQUE' | undefined {
  const property = portal.get(mapping.hubspot.keyProperty);
  if (!property) return 'KEY_PROPERTY_MISSING';
  return identifiesContacts(property) ? undefined : 'KEY_PROPERTY_NOT_UNIQUE';
}

/** Whether HubSpot finds contacts by this property: `email`, or one that was created with unique values. */
export function identifiesContacts({ name, hasUniqueValue }: PortalProperty): boolean {
  return hasUniqueValue || name === 'email';
}
