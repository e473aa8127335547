import { identityProperties } from '../../contacts/identity.ts';
import type { ResultRecord } from '../answers.ts';
import type { BatchRow } from '../batchRow.ts';
import { readRecords } from '../readRecords.ts';
import { type Address, identifiersByProperty, type WriteContext } from './writeContext.ts';

/** Who in HubSpot holds what a row claims. */
export interface Holders {
  /** The row's own contact, by its address. */
  readonly own: ResultRecord | undefined;
  /** Whether that is the contact itself: whom a merge has put in the place of an id is somebody else until it is looked at anew. */
  readonly isThere: boolean;
  /** Other contacts that hold a value which HubSpot keeps apart: the email's first. */
  readonly others: readonly { readonly property: string; readonly record: ResultRecord }[];
}

/**
 * Looks up what rows claim: their own contact by the address, and by every property whose values HubSpot keeps apart the contact
 * that holds the row's value. At most one read of 100 for each of these properties: key, email, and cédula and number where
 * they are unique.
 */
export async function findHolders(
  rows: readonly BatchRow[],
  address: Address,
  context: WriteContext,
): Promise<ReadonlyMap<string, Holders>> {
  const { keyProperty } = context.mapping.hubspot;
  const idProperty = address === 'key' ? keyProperty : undefined;
  const owns = await holdersOf(rows, ({ id }) => id, idProperty, context);
  const holders: [string, ReadonlyMap<string, ResultRecord>][] = [];
  for (const property of await propertiesKeptApart(context)) {
    if (property === idProperty) continue;
    holders.push([property, await holdersOf(rows, (row) => row.properties[property], property, context)]);
  }
  return new Map(
    rows.map((row): [string, Holders] => {
      const own = owns.get(row.id);
      const others = holders.flatMap(([property, held]) => {
        const record = held.get(row.properties[property] ?? '');
        return record && record.id !== own?.id ? [{ property, record }] : [];
      });
      const isThere = own !== undefined && (address === 'key' || own.id === row.id);
      return [row.name, { own, isThere, others }];
    }),
  );
}

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
