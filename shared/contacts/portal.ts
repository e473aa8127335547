import { faultFound } from './faultFound.ts';
import { type Finding, type FindingCode, shapeOf } from './findings.ts';
import { deletedProperty, type FieldMapping, type Mapping } from './mapping.ts';
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
  /** Kept as Sensitive Data: it is there, and neither listed among the others nor written by the sync. */
  readonly sensitive?: boolean;
}

/** Properties by name. What was asked for and is not in it, the portal does not have. */
export type PortalSchema = ReadonlyMap<string, PortalProperty>;

/** Properties guide: a text value holds at most this many characters. */
const MAX_TEXT = 65_536;

/** What the options of a yes-or-no property are called, whether HubSpot lists them or not. */
export const YES_NO = ['true', 'false'];

/**
 * Leaves out of a contact what the portal would refuse, so that one property that somebody changed in HubSpot does
 * not cost the record. A field that does not fit is a warning, or an error when it is required; a member of a set
 * takes its set with it. Where the portal lacks a property, an empty value is no fault: there is nothing to clear. Never throws.
 */
export function fitToPortal(mapped: MappedContact, mapping: Mapping, portal: PortalSchema): MappedContact {
  const checks = checksFor(mapping, portal);
  const found: Finding[] = [];
  const nothingToClear = new Set<string>();
  for (const property in mapped.properties) {
    const value = mapped.properties[property] ?? '';
    const check = checks.get(property);
    // Most values of most records: text in a text property.
    if (check?.takes === 'text' && value.length <= MAX_TEXT) continue;
    const code = check ? misfit(value, check) : 'PROPERTY_MISSING';
    if (!code) continue;
    if (code === 'PROPERTY_MISSING' && value === '' && check?.field) {
      nothingToClear.add(property);
      continue;
    }
    // Without its key a contact cannot be sent, nor marked without the mark; where there is none, none has to be cleared.
    const isMissed = property === mapping.hubspot.keyProperty || value !== '';
    const fault = check?.field
      ? faultFound(code, check.field, value)
      : { code, severity: isMissed ? ('error' as const) : ('warning' as const), shape: shapeOf(value) };
    found.push({ ...fault, property });
  }
  if (found.length === 0 && nothingToClear.size === 0) return mapped;
  const names = new Set(found.map(({ property }) => property));
  const setOf = (name: string) => checks.get(name)?.field?.set;
  const sets = new Set([...names].map(setOf).filter((set) => set !== undefined));
  const fits = ([property]: [string, string]) =>
    !names.has(property) && !nothingToClear.has(property) && !sets.has(setOf(property) ?? '');
  return {
    properties: Object.fromEntries(Object.entries(mapped.properties).filter(fits)),
    findings: [...mapped.findings, ...found],
    rejected: mapped.rejected || found.some(({ severity }) => severity === 'error'),
  };
}

/** What the portal does with the values of one property. */
interface Check {
  /** None for a key of our own, and for the mark of the deleted. */
  readonly field: FieldMapping | undefined;
  /** Text up to the limit, one of the options, anything (it judges itself), or nothing, and why. */
  readonly takes: 'text' | 'anything' | ReadonlySet<string> | FindingCode;
  /** Whether it takes an empty value, which clears. */
  readonly canBeCleared: boolean;
  /** Takes several of the options, with `;` between them. */
  readonly takesSeveral?: boolean;
}

const checksOf = new WeakMap<
  PortalSchema,
  { readonly mapping: Mapping; readonly checks: ReadonlyMap<string, Check> }
>();

/** Worked out once for a mapping and the portal as it is: a million rows may follow. */
function checksFor(mapping: Mapping, portal: PortalSchema): ReadonlyMap<string, Check> {
  const known = checksOf.get(portal);
  if (known?.mapping === mapping) return known.checks;
  const fields: [string, FieldMapping | undefined][] = mapping.fields.flatMap((field) => {
    const { property, typeProperty } = field;
    const own: [string, FieldMapping] = [property, field];
    // The kind of a document is never required: it goes beside the document.
    return typeProperty === undefined ? [own] : [own, [typeProperty, { ...field, required: false }]];
  });
  const ofOurs = [mapping.hubspot.keyProperty, deletedProperty(mapping) ?? []].flat();
  const all = new Map<string, FieldMapping | undefined>([
    ...ofOurs.map((name) => [name, undefined] as const),
    ...fields,
  ]);
  const checks = new Map([...all].map(([name, field]) => [name, checkOf(field, portal.get(name))]));
  checksOf.set(portal, { mapping, checks });
  return checks;
}

/** A property of the mapping that the portal does not take as the mapping wants it. */
export interface Drift {
  readonly property: string;
  readonly code: FindingCode;
}

/** What of the mapping does not suit the portal as it is; values are left out there, or records refused. */
export function findSchemaDrift(mapping: Mapping, portal: PortalSchema): readonly Drift[] {
  return [...checksFor(mapping, portal)].flatMap(([property, { takes }]) =>
    typeof takes === 'string' && takes !== 'text' && takes !== 'anything' ? [{ property, code: takes }] : [],
  );
}

function checkOf(field: FieldMapping | undefined, property: PortalProperty | undefined): Check {
  if (!property) return { field, takes: 'PROPERTY_MISSING', canBeCleared: false };
  if (property.sensitive) return { field, takes: 'PROPERTY_SENSITIVE', canBeCleared: false };
  if (property.readOnly) return { field, takes: 'PROPERTY_READ_ONLY', canBeCleared: false };
  const { type, fieldType, options, externalOptions } = property;
  const check = { field, canBeCleared: true, takesSeveral: fieldType === 'checkbox' };
  if (!canHold(type, field?.type ?? 'string')) return { ...check, takes: 'PROPERTY_TYPE_MISMATCH' };
  if (type === 'string' || type === 'phone_number') return { ...check, takes: 'text' };
  if (type === 'bool') return { ...check, takes: new Set(YES_NO) };
  return { ...check, takes: type === 'enumeration' && !externalOptions ? new Set(options) : 'anything' };
}

/** Why the portal would refuse the value; undefined when it takes it. */
function misfit(value: string, { takes, canBeCleared, takesSeveral }: Check): FindingCode | undefined {
  if (value === '' && canBeCleared) return undefined;
  if (takes === 'anything') return undefined;
  if (takes === 'text') return value.length > MAX_TEXT ? 'TEXT_TOO_LONG' : undefined;
  if (typeof takes === 'string') return takes;
  if (takes.has(value)) return undefined;
  // HubSpot's sign for "add to what is there" stands before the first.
  const parts = takesSeveral ? value.replace(/^;/, '').split(';') : [value];
  return parts.every((part) => takes.has(part)) ? undefined : 'OPTION_UNKNOWN';
}

/** What keeps the key property from working; a person mends it with `npm run provision`. Undefined when it works. */
export function checkKey(
  mapping: Mapping,
  portal: PortalSchema,
): 'KEY_PROPERTY_MISSING' | 'KEY_PROPERTY_UNFIT' | 'KEY_PROPERTY_NOT_UNIQUE' | undefined {
  const property = portal.get(mapping.hubspot.keyProperty);
  if (!property) return 'KEY_PROPERTY_MISSING';
  // Every record would be refused for it, one by one.
  if (property.sensitive || property.readOnly || !canHold(property.type, 'string'))
    return 'KEY_PROPERTY_UNFIT';
  return identifiesContacts(property) ? undefined : 'KEY_PROPERTY_NOT_UNIQUE';
}

/** Whether HubSpot finds contacts by this property: `email`, or one that was created with unique values. */
export function identifiesContacts({ name, hasUniqueValue }: PortalProperty): boolean {
  return hasUniqueValue || name === 'email';
}
