import { formatTime } from '../time.ts';
import { defaultContactProperties } from './defaultContactProperties.ts';
import { buildProperty, type Property, type PropertyChange, type PropertyDefinition } from './property.ts';

/** Properties guide: at most this many properties with unique values per object. */
const mostUniqueProperties = 10;

export interface PropertyGroup {
  readonly name: string;
  readonly label: string;
}

export type DefineVerdict =
  | { readonly kind: 'defined'; readonly property: Property }
  | { readonly kind: 'exists' }
  | { readonly kind: 'groupUnknown' }
  | { readonly kind: 'tooManyUnique' };

/** The contact properties of the portal. Archiving one hides it; defining its name again brings it back. */
export class PropertyCatalogue {
  readonly #live = new Map<string, Property>();
  readonly #archived = new Map<string, Property>();
  readonly #groups = new Map<string, PropertyGroup>();

  constructor(extra: readonly PropertyDefinition[]) {
    this.defineGroup({ name: 'contactinformation', label: 'Contact information' });
    for (const definition of [...defaultContactProperties(), ...extra]) {
      const group = definition.groupName;
      if (group !== undefined && !this.#groups.has(group)) {
        this.defineGroup({ name: group, label: group });
      }
      const verdict = this.define(definition);
      if (verdict.kind !== 'defined') {
        throw new Error(`The property ${definition.name} cannot be defined: ${verdict.kind}.`);
      }
    }
  }

  readonly find = (name: string): Property | undefined => this.#live.get(name);

  /** Like `find`, for writes: a property that was created a moment ago may be unknown to them still. */
  readonly findReady = (name: string): Property | undefined => {
    const property = this.#live.get(name);
    return property === undefined || property.readyAt > Date.now() ? undefined : property;
  };

  list(archived: boolean): Property[] {
    return [...(archived ? this.#archived : this.#live).values()];
  }

  uniqueNames(): string[] {
    return this.list(false)
      .filter(({ hasUniqueValue }) => hasUniqueValue)
      .map(({ name }) => name);
  }

  define(definition: PropertyDefinition, delayMs = 0): DefineVerdict {
    if (this.#live.has(definition.name)) {
      return { kind: 'exists' };
    }
    if (definition.groupName !== undefined && !this.#groups.has(definition.groupName)) {
      return { kind: 'groupUnknown' };
    }
    if (definition.hasUniqueValue && this.uniqueNames().length >= mostUniqueProperties) {
      return { kind: 'tooManyUnique' };
    }
    const now = Date.now();
    const readyAt = delayMs === 0 ? 0 : now + delayMs;
    const property = buildProperty(definition, formatTime(now), readyAt);
    this.#archived.delete(definition.name);
    this.#live.set(property.name, property);
    return { kind: 'defined', property };
  }

  /** Changes what may change; `options` replaces the whole list. */
  change(property: Property, change: PropertyChange): Property {
    const now = formatTime(Date.now());
    const { createdAt, readyAt, ...kept } = property;
    const definition = {
      ...kept,
      ...change,
      type: change.type ?? kept.type,
      fieldType: change.fieldType ?? kept.fieldType,
      options: change.options ?? [...kept.options],
      readOnlyValue: change.readOnlyValue ?? kept.readOnlyValue,
    };
    const changed = { ...buildProperty(definition, now, readyAt), createdAt };
    this.#live.set(property.name, changed);
    return changed;
  }

  archive(property: Property): void {
    this.#live.delete(property.name);
    this.#archived.set(property.name, property);
  }

  groups(): PropertyGroup[] {
    return [...this.#groups.values()];
  }

  /** False when a group of that name is there already. */
  defineGroup(group: PropertyGroup): boolean {
    if (this.#groups.has(group.name)) {
      return false;
    }
    this.#groups.set(group.name, group);
    return true;
  }
}
