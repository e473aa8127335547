import { absorbContact } from './contacts/absorbContact.ts';
import { archiveById } from './contacts/archiveContacts.ts';
import type { Contact } from './contacts/contact.ts';
import { propertyValue } from './contacts/derivedProperties.ts';
import { forgetContact } from './contacts/forgetContact.ts';
import { seedContact } from './contacts/seedContact.ts';
import { Faults } from './faults/faults.ts';
import type { GrantedScopes } from './http/auth.ts';
import { Journal } from './http/journal.ts';
import { type FixedLimits, type Limits, RateLimit } from './http/rateLimit.ts';
import { Portal, type PortalOptions } from './portal.ts';
import type { Property, PropertyChange, PropertyDefinition } from './properties/property.ts';
import { define } from './properties/propertyEndpoints.ts';
import { createRandom } from './random.ts';
import type { Switches } from './switches.ts';
import { formatTime } from './time.ts';

export interface ContactSnapshot {
  readonly id: string;
  /** All properties that have a value. */
  readonly properties: Readonly<Record<string, string>>;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly archived: boolean;
}

export interface StandinSetup {
  readonly portal: PortalOptions;
  readonly limits: Limits & FixedLimits;
  readonly latencyMs: number;
  readonly granted: GrantedScopes;
}

/** In the log of writes: a test acted like a person in HubSpot. */
const byPerson = 'portal';

/** A running stand-in's state: a portal, and what HTTP puts around it. */
export class Standin {
  readonly granted: GrantedScopes;
  readonly latencyMs: number;
  readonly faults: Faults;
  portal: Portal;
  rateLimit: RateLimit;
  journal = new Journal();
  readonly #setup: StandinSetup;

  constructor(setup: StandinSetup) {
    this.#setup = setup;
    this.granted = setup.granted;
    this.latencyMs = setup.latencyMs;
    this.faults = new Faults(createRandom(setup.portal.seed + 1));
    this.portal = new Portal(setup.portal);
    this.rateLimit = new RateLimit(setup.limits);
  }

  /** Back to how it started: no contacts, no faults, nothing counted, the first switches, limits and properties. */
  reset(): void {
    this.portal = new Portal(this.#setup.portal);
    this.rateLimit = new RateLimit(this.#setup.limits);
    this.journal = new Journal();
    this.faults.clear();
  }

  set(changes: Partial<Switches>): void {
    this.portal.switches = { ...this.portal.switches, ...changes };
  }

  /** Live contacts, then archived ones. */
  *snapshots(): Generator<ContactSnapshot> {
    for (const contacts of [this.portal.contacts.all(), this.portal.contacts.allArchived()]) {
      for (const contact of contacts) {
        yield {
          id: contact.id,
          properties: valuesOf(contact),
          createdAt: formatTime(contact.createdAt),
          updatedAt: formatTime(contact.updatedAt),
          archived: contact.archivedAt !== null,
        };
      }
    }
  }

  /** Throws when HubSpot would refuse the definition. */
  createProperty(definition: PropertyDefinition): void {
    const group = definition.groupName;
    if (group !== undefined) {
      this.portal.catalogue.defineGroup({ name: group, label: group });
    }
    const { kind } = define(this.portal, definition);
    if (kind !== 'defined') {
      throw new Error(`The property ${definition.name} cannot be defined: ${kind}.`);
    }
  }

  changeProperty(name: string, change: PropertyChange): void {
    this.portal.catalogue.change(this.#property(name), change);
  }

  archiveProperty(name: string): void {
    this.portal.catalogue.archive(this.#property(name));
  }

  seedContact(properties: Readonly<Record<string, string>>): string {
    return seedContact(this.portal, properties);
  }

  merge(primaryId: string, otherId: string): string {
    const [primary, other] = [this.#contact(primaryId), this.#contact(otherId)];
    if (primary.id === other.id) {
      throw new Error(`Contact ${primary.id} cannot be merged with itself.`);
    }
    return absorbContact(this.portal, primary, other, byPerson).id;
  }

  archive(id: string): void {
    archiveById(this.portal, this.#contact(id).id, byPerson);
  }

  gdprDelete(id: string): void {
    forgetContact(this.portal, this.#contact(id), byPerson);
  }

  #contact(id: string): Contact {
    const contact = this.portal.contacts.follow(id);
    if (contact === undefined) {
      throw new Error(`There is no contact ${id}.`);
    }
    return contact;
  }

  #property(name: string): Property {
    const property = this.portal.catalogue.find(name);
    if (property === undefined) {
      throw new Error(`There is no property ${name}.`);
    }
    return property;
  }
}

function valuesOf(contact: Contact): Record<string, string> {
  const values: Record<string, string> = { ...contact.properties };
  for (const name of ['hs_additional_emails', 'hs_merged_object_ids']) {
    values[name] = propertyValue(contact, name) ?? '';
  }
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}
