import type { ContactToWrite, WriteWatch } from '../../sync/ports/contactApi.ts';
import { readRecords } from '../readRecords.ts';
import { type Address, idOf, valuesOf, type WriteContext } from './writeContext.ts';

/** Tells who looks on what is to be sent now, and what HubSpot holds of it: one call for a hundred. */
export async function showWatch(
  contacts: readonly ContactToWrite[],
  address: Address,
  watch: WriteWatch,
  context: WriteContext,
): Promise<void> {
  const names = new Set(contacts.flatMap(({ properties }) => Object.keys(properties)));
  const ids = contacts.map((contact) => idOf(contact, address, context));
  const idProperty = address === 'key' ? context.mapping.hubspot.keyProperty : undefined;
  const { found } = await readRecords(ids, idProperty, [...names], context);
  for (const contact of contacts) {
    const { key, properties } = contact;
    const record = found.get(idOf(contact, address, context));
    watch.onSend({ key, properties, before: record && valuesOf(record) });
  }
}
