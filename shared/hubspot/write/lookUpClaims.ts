import { TAKEN_CODES } from '../../contacts/identity.ts';
import type { ContactToWrite } from '../../sync/ports/contactApi.ts';
import type { ResultRecord } from '../answers.ts';
import type { BatchRow } from '../batchRow.ts';
import type { RefusedInput } from '../refusals/refusal.ts';
import type { LookedUp } from '../writeBatch.ts';
import { findHolders } from './findHolders.ts';
import { type Address, identifiersByProperty, type WriteContext } from './writeContext.ts';

/** Looks up what refused rows claim, whatever the words of the refusal. */
export async function lookUpClaims(
  rows: readonly BatchRow[],
  contacts: ReadonlyMap<string, ContactToWrite>,
  operation: 'upsert' | 'create' | 'update',
  address: Address,
  context: WriteContext,
): Promise<ReadonlyMap<string, LookedUp>> {
  if (rows.length === 0) return new Map();
  const holders = await findHolders(rows, address, context);
  return new Map(
    rows.map((row): [string, LookedUp] => {
      const { own, isThere, others = [] } = holders.get(row.name) ?? {};
      const known = contacts.get(row.name)?.hubspotId;
      // The row's own contact stands in its way where the row was addressed by a key which that contact has no more.
      const itself = address === 'key' && own === undefined ? undefined : known;
      const other = others.find(({ record }) => record.id !== itself);
      if (other) return [row.name, { answer: takenBy(other.record, other.property, context) }];
      if (operation === 'update')
        return [row.name, own && isThere ? { hubspotId: own.id } : { answer: NOT_THERE }];
      // Made by another worker meanwhile, or a moment ago by us: HubSpot may not find by its key yet what it holds by its id.
      if (own && address === 'key')
        return [row.name, { answer: takenBy(own, context.mapping.hubspot.keyProperty, context) }];
      return [row.name, {}];
    }),
  );
}

/** There is no contact to update. */
export const NOT_THERE: RefusedInput = { kind: 'missing', code: 'NOT_IN_HUBSPOT', properties: [] };

/** The conflict of a row with the contact that holds its value of a property. */
export function takenBy({ id }: ResultRecord, property: string, context: WriteContext): RefusedInput {
  const kind = identifiersByProperty(context.mapping).get(property);
  const code = kind === undefined ? 'VALUE_TAKEN' : TAKEN_CODES[kind];
  return { kind: 'conflict', code, properties: [property], conflictId: id };
}
