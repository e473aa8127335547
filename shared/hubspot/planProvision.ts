import { identifiesContacts, type PortalProperty, type PortalSchema, YES_NO } from '../contacts/portal.ts';
import { canHold } from '../contacts/portalTypes.ts';
import type { PropertyDefinition } from '../contacts/propertyDefinitions.ts';

/** Why a property cannot be as the mapping wants it, and what to do; a person has to. */
export interface ProvisionProblem {
  readonly property: string;
  readonly code: string;
  readonly sentence: string;
}

/** What the portal lacks of what the mapping writes. Properties that exist are never changed. */
export interface ProvisionPlan {
  readonly create: readonly PropertyDefinition[];
  /** Names of those to create that were archived: HubSpot brings them back, with the values their contacts had. */
  readonly restore: readonly string[];
  /** Groups to create first: those that something goes into and that do not exist. */
  readonly groups: readonly { readonly name: string; readonly label: string }[];
  /** Properties that exist and serve as they are. */
  readonly fine: readonly string[];
  readonly cannot: readonly ProvisionProblem[];
}

/** Properties guide: at most this many custom properties with unique values per object. */
const MAX_UNIQUE = 10;

/** What is known of the portal beside its properties. */
export interface PortalState {
  /** Names of its groups of properties. */
  readonly groups: ReadonlySet<string>;
  /** Names of the properties that were archived. */
  readonly archived?: ReadonlySet<string>;
}

/**
 * Compares what the mapping wants, the key first, with all properties of the portal. What exists and is not in `mustBeUnique`
 * (the key, unless told) serves without unique values too.
 */
export function planProvision(
  wanted: readonly PropertyDefinition[],
  existing: PortalSchema,
  { groups, archived = new Set() }: PortalState,
  mustBeUnique: readonly string[] = wanted.slice(0, 1).map(({ name }) => name),
): ProvisionPlan {
  const create: PropertyDefinition[] = [];
  const fine: string[] = [];
  const cannot: ProvisionProblem[] = [];
  const roomForUnique = MAX_UNIQUE - countUnique(existing);
  for (const definition of wanted) {
    const property = existing.get(definition.name);
    const problem = property
      ? findProblem(definition, property, existing, mustBeUnique)
      : findLimit(definition, create, roomForUnique);
    if (problem) cannot.push({ property: definition.name, ...problem });
    else if (property) fine.push(definition.name);
    else create.push(definition);
  }
  const needed = new Set(create.map(({ groupName }) => groupName).filter((name) => !groups.has(name)));
  const restore = create.map(({ name }) => name).filter((name) => archived.has(name));
  return {
    create,
    restore,
    groups: [...needed].map((name) => ({ name, label: labelOf(name) })),
    fine,
    cannot,
  };
}

/** The group of the mapping file that ships is called by what is in it. */
function labelOf(group: string): string {
  return group === 'hubspot_sync' ? 'Asociados' : group;
}

type Problem = Omit<ProvisionProblem, 'property'>;

function findProblem(
  wanted: PropertyDefinition,
  property: PortalProperty,
  existing: PortalSchema,
  mustBeUnique: readonly string[],
): Problem | undefined {
  const { name, type, readOnly, sensitive } = property;
  if (sensitive) {
    const sentence = `HubSpot keeps ${name} as Sensitive Data, which the sync does not see: choose another property in the mapping file.`;
    return { code: 'PROPERTY_SENSITIVE', sentence };
  }
  if (mustBeUnique.includes(name) && !identifiesContacts(property)) {
    const sentence = `${name} exists without unique values, and HubSpot can never make an existing property unique: set hubspot.keyProperty in the mapping file to a property of its own, ${freeName(name, existing)}, and run this again.`;
    return { code: 'KEY_PROPERTY_NOT_UNIQUE', sentence };
  }
  if (readOnly) {
    const sentence = `HubSpot fills ${name} itself and takes no values: choose another property in the mapping file.`;
    return { code: 'PROPERTY_READ_ONLY', sentence };
  }
  if (!canHold(type, wanted.type)) {
    const sentence = `${name} is of type ${type} in HubSpot and of type ${wanted.type} in the mapping file: name the type of HubSpot there, or choose another property.`;
    return { code: 'PROPERTY_TYPE_MISMATCH', sentence };
  }
  return findMissingOptions(wanted, property);
}

/** `numero_asociado` → `numero_asociado_clave`, or the first such name that the portal does not have. */
function freeName(name: string, existing: PortalSchema): string {
  const base = name.replace(/_clave(_\d+)?$/, '');
  let candidate = `${base}_clave`;
  for (let index = 2; existing.has(candidate); index++) candidate = `${base}_clave_${index}`;
  return candidate;
}

function findMissingOptions(wanted: PropertyDefinition, property: PortalProperty): Problem | undefined {
  const isYesNo = property.type === 'bool';
  if (!isYesNo && (property.type !== 'enumeration' || property.externalOptions)) return undefined;
  const there = isYesNo ? YES_NO : property.options;
  const missing = (wanted.options ?? []).filter(({ value }) => !there.includes(value));
  if (missing.length === 0) return undefined;
  const names = missing.map(({ value }) => `"${value}"`).join(', ');
  if (isYesNo) {
    const sentence = `${property.name} is a yes-or-no property in HubSpot and cannot hold ${names}: choose another property in the mapping file, or map to true and false.`;
    return { code: 'PROPERTY_TYPE_MISMATCH', sentence };
  }
  const sentence = `${property.name} lacks the options ${names}: add them in HubSpot with exactly these internal names, or give their names there in the mapping file.`;
  return { code: 'OPTION_MISSING', sentence };
}

function findLimit(
  wanted: PropertyDefinition,
  create: readonly PropertyDefinition[],
  room: number,
): Problem | undefined {
  if (!wanted.hasUniqueValue || create.filter(({ hasUniqueValue }) => hasUniqueValue).length < room) {
    return undefined;
  }
  const sentence = `The portal has ${MAX_UNIQUE} contact properties with unique values already, the most HubSpot allows: archive one that nobody needs, then run this again.`;
  return { code: 'UNIQUE_LIMIT', sentence };
}

/** Custom properties only: HubSpot's own, whose names begin with `hs_`, do not count. */
function countUnique(existing: PortalSchema): number {
  return [...existing.values()].filter(
    ({ name, hasUniqueValue }) => hasUniqueValue && !name.startsWith('hs_'),
  ).length;
}
