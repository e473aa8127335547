import type { ContactToWrite, WriteVerdict } from '../../sync/ports/contactApi.ts';
import { findHolders } from './findHolders.ts';
import { NOT_THERE, takenBy } from './lookUpClaims.ts';
import { type Operation, toRow, toVerdict } from './sending.ts';
import type { Address, WriteContext } from './writeContext.ts';

/**
 * What HubSpot would answer if these contacts were sent: who holds a value that HubSpot keeps apart stands in the way, and who is
 * not there is made, or missed. Of the values themselves it takes every one, as they fit the portal.
 */
export async function foretell(
  contacts: readonly ContactToWrite[],
  operation: Operation,
  address: Address,
  context: WriteContext,
): Promise<ReadonlyMap<string, WriteVerdict>> {
  const rows = contacts.map((contact) => toRow(contact, address, context));
  const holders = await findHolders(rows, address, context);
  return new Map(
    rows.map(({ name }): [string, WriteVerdict] => {
      const { own, isThere, others: [other] = [] } = holders.get(name) ?? {};
      if (operation === 'update' && !isThere) return [name, toVerdict(NOT_THERE, operation, address)];
      if (other) return [name, toVerdict(takenBy(other.record, other.property, context), operation, address)];
      const as = address === 'hubspotId' ? 'adopted' : own ? 'updated' : 'created';
      return [name, { kind: 'written', hubspotId: own?.id ?? '', as }];
    }),
  );
}
