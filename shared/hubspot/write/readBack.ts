import { SECONDARY_EMAILS } from '../../contacts/identity.ts';
import type { ContactToWrite, WriteVerdict } from '../../sync/ports/contactApi.ts';
import type { ResultRecord } from '../answers.ts';
import { readRecords } from '../readRecords.ts';
import type { Sending } from './sending.ts';
import { idOf, isHeld, valuesOf, type WriteContext } from './writeContext.ts';

/**
 * Those contacts that HubSpot holds exactly as they were sent, and, where only what exists is updated, those that it does
 * not hold at all.
 */
export async function readBack(
  contacts: readonly ContactToWrite[],
  { operation, address, context }: Sending,
): Promise<ReadonlyMap<string, WriteVerdict>> {
  if (contacts.length === 0) return new Map();
  const { keyProperty } = context.mapping.hubspot;
  const names = new Set(contacts.flatMap(({ properties }) => Object.keys(properties)));
  const ids = contacts.map((contact) => idOf(contact, address, context));
  const { found, refused } = await readRecords(
    ids,
    address === 'key' ? keyProperty : undefined,
    [keyProperty, SECONDARY_EMAILS, ...names],
    context,
  );
  const verdicts = new Map<string, WriteVerdict>();
  for (const contact of contacts) {
    const id = idOf(contact, address, context);
    const record = found.get(id);
    const isAbsent = !record && !refused.has(id) && operation === 'update' && address === 'key';
    if (isAbsent) verdicts.set(contact.key, { kind: 'absent' });
    if (!record || !holds(record, contact, context)) continue;
    const isNew = operation !== 'update' && contact.hubspotId === undefined && isNewborn(record);
    const as = address === 'hubspotId' ? 'adopted' : isNew ? 'created' : 'updated';
    verdicts.set(contact.key, { kind: 'written', hubspotId: record.id, as });
  }
  return verdicts;
}

function holds(record: ResultRecord, { properties }: ContactToWrite, { mapping }: WriteContext): boolean {
  const there = valuesOf(record);
  return Object.entries(properties).every(([name, value]) => isHeld(name, value, there, mapping));
}

/** Created and not changed since, but for what HubSpot itself fills in during the first seconds. */
function isNewborn({ createdAt, updatedAt }: ResultRecord): boolean {
  return Date.parse(updatedAt) - Date.parse(createdAt) < 10_000;
}
