import type { Contact } from './contacts/contact.ts';
import { propertyValue } from './contacts/derivedProperties.ts';
import { seedContact } from './contacts/seedContact.ts';
import { Faults } from './faults/faults.ts';
import type { GrantedScopes } from './http/auth.ts';
import { Journal } from './http/journal.ts';
import { type Limits, RateLimit } from './http/rateLimit.ts';
import { Portal, type PortalOptions } from './portal.ts';
import type { PropertyDefinition } from './properties/property.ts';
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
  readonly limits: Limits;
  readonly latencyMs: number;
  readonly granted: GrantedScopes;
}

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

  /** Back to how it started: no contacts, no faults, nothing counted, the first switches and properties. */
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

  seedContact(properties: Readonly<Record<string, string>>): string {
    return seedContact(this.portal, properties);
  }
}

function valuesOf(contact: Contact): Record<string, string> {
  const additional = propertyValue(contact, 'hs_additional_emails');
  const values = {
    ...contact.properties,
    ...(additional === null ? {} : { hs_additional_emails: additional }),
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}
