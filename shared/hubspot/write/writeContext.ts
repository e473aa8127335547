import type { BackoffOptions } from '../../backoff.ts';
import {
  type IdentifierKind,
  type Identity,
  identifierProperties,
  identityOf,
  SECONDARY_EMAILS,
} from '../../contacts/identity.ts';
import { isSameValue } from '../../contacts/isSameValue.ts';
import { type Mapping, propertiesToSend } from '../../contacts/mapping.ts';
import type { WriteOperation } from '../../outcomes/writeOperation.ts';
import type { ContactToWrite, WriteVerdict, WriteWatch } from '../../sync/ports/contactApi.ts';
import type { ResultRecord } from '../answers.ts';
import type { HubSpotClient } from '../client.ts';
import type { KnownProperties } from '../refusals/refusal.ts';

/** What every step of a write needs to know. */
export interface WriteContext {
  readonly client: HubSpotClient;
  readonly mapping: Mapping;
  readonly operation: WriteOperation;
  readonly compare: Mapping['sync']['compare'];
  readonly known: KnownProperties;
  /** The properties by whose values HubSpot finds contacts, because it keeps them apart. */
  readonly identifying: () => Promise<ReadonlySet<string>>;
  readonly backoff: BackoffOptions;
  /** Told the keys of a call whose answer was lost. */
  readonly onLostAnswer: (keys: readonly string[]) => void;
  /** Told that HubSpot took a write. */
  readonly onAccepted: () => void;
  readonly watch?: WriteWatch | undefined;
}

/** What a step settled, and what it leaves to the next one. */
export interface Step {
  readonly settled: ReadonlyMap<string, WriteVerdict>;
  readonly rest: readonly ContactToWrite[];
}

/** Which identifier each property holds; the key counts as the number. */
export function identifiersByProperty(mapping: Mapping): ReadonlyMap<string, IdentifierKind> {
  const properties: Partial<Record<IdentifierKind, string>> = identifierProperties(mapping);
  const kinds: [string, IdentifierKind][] = [[mapping.hubspot.keyProperty, 'number']];
  for (const kind of ['number', 'cedula', 'email'] as const) {
    const property = properties[kind];
    if (property !== undefined) kinds.push([property, kind]);
  }
  return new Map(kinds);
}

/** All properties that are written, each with the identifier it holds, if any: no other may be named. */
export function knownProperties(mapping: Mapping): KnownProperties {
  const others = propertiesToSend(mapping).map((property) => [property, undefined] as const);
  return new Map([...others, ...identifiersByProperty(mapping)]);
}

/** The value by which HubSpot knows the contact. */
export function keyOf(contact: ContactToWrite, { mapping }: Pick<WriteContext, 'mapping'>): string {
  return contact.properties[mapping.hubspot.keyProperty] ?? contact.key;
}

/** How a contact is addressed: by the key, or (to adopt it) by its HubSpot id. */
export type Address = 'key' | 'hubspotId';

/** The value that addresses the contact. */
export function idOf(contact: ContactToWrite, address: Address, context: WriteContext): string {
  return address === 'key' ? keyOf(contact, context) : (contact.hubspotId ?? '');
}

/**
 * Whether a contact with the values `there` holds what was sent. HubSpot keeps a secondary email secondary, even when it
 * is sent as the contact's email.
 */
export function isHeld(
  property: string,
  value: string,
  there: Readonly<Record<string, string>>,
  mapping: Mapping,
): boolean {
  if (isSameValue(property, value, there[property] ?? '', mapping)) return true;
  if (property !== 'email' || value === '') return false;
  return (there[SECONDARY_EMAILS] ?? '').toLowerCase().split(';').includes(value);
}

/** Who a record of HubSpot says it is. */
export function identityOfRecord(record: ResultRecord, { mapping }: WriteContext): Identity {
  return identityOf(valuesOf(record), mapping);
}

/** A record's properties as text; what has no value is ''. */
export function valuesOf(record: ResultRecord): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(record.properties).map(([name, value]) => [name, value ?? '']));
}
