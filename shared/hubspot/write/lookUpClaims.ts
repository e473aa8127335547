import { identityProperties, TAKEN_CODES } from '../../contacts/identity.ts';
import type { ContactToWrite } from '../../sync/ports/contactApi.ts';
import type { ResultRecord } from '../answers.ts';
import type { BatchRow } from '../batchRow.ts';
import { readRecords } from '../readRecords.ts';
import type { RefusedInput } from '../refusals/refusal.ts';
import type { LookedUp } from '../writeBatch.ts';
import { type Address, identifiersByProperty, type WriteContext } from './writeContext.ts';

/**
 * Looks up what refused rows claim, whatever the words of the refusal: their own contact by the address, and by every property
 * whose values HubSpot keeps apart the contact that holds the row's value. At most one read of 100 for each of these
 * properties: key, email, and cédula and number where they are unique.
 */
export async function lookUpClaims(
  rows: readonly BatchRow[],
  contacts: ReadonlyMap<string, ContactToWrite>,
  operation: 'upsert' | 'create' | 'update',
  address: Address,
  context: WriteContext,
): Promise<ReadonlyMap<string, LookedUp>> {
  if (rows.length === 0) return new Map();
  const { keyProperty } = context.mapping.hubspot;
  const ofAddress = await holdersOf(
    rows,
    ({ id }) => id,
    address === 'key' ? keyProperty : undefined,
    context,
  );
  const holders: [string, ReadonlyMap<string, ResultRecord>][] = [];
  for (const property of await propertiesKeptApart(context)) {
    const isAddress = address === 'key' && property === keyProperty;
    if (!isAddress)
      holders.push([property, await holdersOf(rows, (row) => row.properties[property], property, context)]);
  }
  return new Map(
    rows.map((row): [string, LookedUp] => {
      const own = ofAddress.get(row.id);
      const known = contacts.get(row.name)?.hubspotId;
      // The row's own contact stands in its way where the row was addressed by a key which that contact has no more.
      const itself = address === 'key' && own === undefined ? undefined : known;
      for (const [property, held] of holders) {
        const holder = held.get(row.properties[property] ?? '');
        if (holder && holder.id !== own?.id && holder.id !== itself)
          return [row.name, { answer: takenBy(holder, property, context) }];
      }
      // Whom a merge has put in the place of an id is somebody else until it is looked at anew.
      const isThere = own !== undefined && (address === 'key' || own.id === row.id);
      if (operation === 'update') return [row.name, isThere ? { hubspotId: own.id } : { answer: NOT_THERE }];
      // Made by another worker meanwhile.
      if (own && known === undefined) return [row.name, { answer: takenBy(own, keyProperty, context) }];
      return [row.name, {}];
    }),
  );
}

const NOT_THERE: RefusedInput = { kind: 'missing', code: 'NOT_IN_HUBSPOT', properties: [] };

/** Email first: it is what HubSpot itself keeps apart, and so what a person looks at first. */
async function propertiesKeptApart({ mapping, identifying }: WriteContext): Promise<readonly string[]> {
  const unique = await identifying();
  const kinds = [...identifiersByProperty(mapping)].filter(([property]) => unique.has(property));
  return kinds.map(([property]) => property).reverse();
}

async function holdersOf(
  rows: readonly BatchRow[],
  claimed: (row: BatchRow) => string | undefined,
  property: string | undefined,
  context: WriteContext,
): Promise<ReadonlyMap<string, ResultRecord>> {
  const values = rows.flatMap((row) => claimed(row) || []);
  if (values.length === 0) return new Map();
  return (await readRecords(values, property, identityProperties(context.mapping), context)).found;
}

function takenBy({ id }: ResultRecord, property: string, context: WriteContext): RefusedInput {
  const kind = identifiersByProperty(context.mapping).get(property);
  const code = kind === undefined ? 'VALUE_TAKEN' : TAKEN_CODES[kind];
  return { kind: 'conflict', code, properties: [property], conflictId: id };
}
