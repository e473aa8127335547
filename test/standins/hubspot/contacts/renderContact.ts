import type { Portal } from '../portal.ts';
import { formatTime } from '../time.ts';
import type { ValueWarning } from '../values/valueProblem.ts';
import type { Contact } from './contact.ts';
import {
  alwaysRead,
  answeredOnCreate,
  answeredOnUpdate,
  propertyValue,
  readByDefault,
} from './derivedProperties.ts';
import { propertyHistory } from './propertyHistory.ts';

type Properties = Record<string, string | null>;

/** What a read asks for. */
export interface Asked {
  /** Names; a few standard ones when there are none. */
  readonly properties: readonly string[];
  /** Names of the properties whose earlier values are wanted too. */
  readonly histories: readonly string[];
}

export interface WrittenContact {
  readonly contact: Contact;
  readonly isNew: boolean;
  /** Names of the properties that were sent. */
  readonly sent: readonly string[];
  readonly warnings: readonly ValueWarning[];
}

/** The answer to a write: only what was sent and system properties, never the whole record. */
export function renderWritten({ contact, isNew, sent, warnings }: WrittenContact): object {
  const properties: Properties = {};
  for (const name of sent) {
    properties[name] = propertyValue(contact, name) ?? '';
  }
  for (const name of isNew ? answeredOnCreate : answeredOnUpdate) {
    const value = propertyValue(contact, name);
    if (value !== null) {
      properties[name] = value;
    }
  }
  return { ...render(contact, properties), ...(warnings.length > 0 ? { warnings } : {}) };
}

/** The answer to a read: what was asked for; unknown names are left out, empty ones are null. */
export function renderRead(portal: Portal, contact: Contact, asked: Asked): object {
  const properties: Properties = {};
  const names = [...asked.properties, ...asked.histories];
  for (const name of names.length > 0 ? names : readByDefault) {
    if (portal.catalogue.find(name) !== undefined) {
      properties[name] = propertyValue(contact, name);
    }
  }
  for (const name of alwaysRead) {
    properties[name] = propertyValue(contact, name);
  }
  const rendered = render(contact, properties);
  return asked.histories.length > 0
    ? { ...rendered, propertiesWithHistory: histories(portal, contact, asked.histories) }
    : rendered;
}

function histories(portal: Portal, contact: Contact, names: readonly string[]): Record<string, object[]> {
  const known = names.filter((name) => portal.catalogue.find(name) !== undefined);
  return Object.fromEntries(known.map((name) => [name, propertyHistory(contact, name)]));
}

function render(contact: Contact, properties: Properties): object {
  const { id, createdAt, updatedAt, archivedAt } = contact;
  return {
    id,
    properties,
    createdAt: formatTime(createdAt),
    updatedAt: formatTime(updatedAt),
    archived: archivedAt !== null,
    ...(archivedAt === null ? {} : { archivedAt: formatTime(archivedAt) }),
    url: `https://app.hubspot.com/contacts/1234567/record/0-1/${id}`,
  };
}
