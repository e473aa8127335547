import { odata } from '@azure/data-tables';
import { isLongKey } from '../contacts/longKey.ts';
import type { LedgerEntry } from '../outcomes/recordOutcome.ts';
import type { EntityTable } from './entityTable.ts';
import { PARTITION, type Stored, toEntry } from './outcomeEntity.ts';
import { toRowKey } from './rowKey.ts';
import { storageStatus } from './storageErrors.ts';

/**
 * A row that a range query reads beside the wanted ones costs about a twentieth of a point read, so a range up to
 * this many times wider than the keys asked for is read in one go.
 */
const RANGE_SLACK = 8;
const MAX_PAGE = 1000;
const PLACES_AT_ONCE = 100;

/** The entries of these keys, by the key that was asked for; `rowKeyOf`: where the entry of a key belongs. */
export async function readOutcomes(
  table: EntityTable,
  keys: readonly string[],
  rowKeyOf: (key: string) => string,
): Promise<ReadonlyMap<string, LedgerEntry>> {
  const rowKeys = new Map(keys.map((key) => [key, rowKeyOf(key)]));
  const places = new Set(rowKeys.values());
  // What is spelled as its place is called belongs there: that spares the form of nearly every key.
  const found = await readPlaces(table, places, ({ rowKey, entry }) =>
    places.has(rowKey) && toRowKey(entry.key) === rowKey ? rowKey : rowKeyOf(entry.key),
  );
  const elsewhere = keys.filter(
    (key) => !isLongKey(key) && !found.has(rowKeys.get(key) ?? '') && toRowKey(key) !== rowKeys.get(key),
  );
  // What an earlier version stored under this very spelling.
  if (elsewhere.length > 0) {
    const earlier = new Set(elsewhere.map(toRowKey));
    const others = await readPlaces(table, earlier, ({ entry }) => rowKeyOf(entry.key));
    for (const [rowKey, entry] of others) if (!found.has(rowKey)) found.set(rowKey, entry);
  }
  return new Map(
    keys.flatMap((key) => {
      const entry = found.get(rowKeys.get(key) ?? '');
      return entry ? [[key, entry] as const] : [];
    }),
  );
}

/**
 * The entries in these places, by where they belong. An earlier version kept blanks at the end of `char(20)`, so that its entries
 * are right behind the places that are asked for.
 */
async function readPlaces(
  table: EntityTable,
  places: ReadonlySet<string>,
  belongsTo: (stored: Stored) => string,
): Promise<Map<string, LedgerEntry>> {
  const sorted = [...places].sort();
  const [first, last] = [sorted[0], sorted.at(-1)];
  const entries = new Map<string, LedgerEntry>();
  if (first === undefined || last === undefined) return entries;
  const take = (stored: Stored) => {
    const { rowKey, entry } = stored;
    const isThere = places.has(rowKey);
    if (!isThere && !rowKey.endsWith(' ')) return;
    const belongs = belongsTo(stored);
    // One that is where it belongs counts more than one that is not.
    if ((isThere || places.has(belongs)) && (rowKey === belongs || !entries.has(belongs)))
      entries.set(belongs, entry);
  };
  const filter = odata`PartitionKey eq ${PARTITION} and RowKey ge ${first} and RowKey lt ${behind(last)}`;
  const most = RANGE_SLACK * sorted.length;
  const pages = table
    .listEntities({ queryOptions: { filter } })
    .byPage({ maxPageSize: Math.min(MAX_PAGE, most) });
  let readUpTo: string | undefined;
  for (let read = 0; read < most; ) {
    const { value: page } = await pages.next();
    const found = (page ?? []).map((entity: unknown) => toEntry(entity));
    for (const stored of found) take(stored);
    read += Math.max(1, found.length);
    readUpTo = page?.continuationToken === undefined ? undefined : (found.at(-1)?.rowKey ?? readUpTo);
    if (page?.continuationToken === undefined) break;
  }
  // The range was wider than that: what lies behind it is sparse and read key by key.
  const behindIt = readUpTo;
  const rest = behindIt === undefined ? [] : sorted.filter((rowKey) => rowKey > behindIt);
  for (let start = 0; start < rest.length; start += PLACES_AT_ONCE) {
    const some = rest.slice(start, start + PLACES_AT_ONCE).map((rowKey) => readPlace(table, rowKey));
    for (const stored of await Promise.all(some)) if (stored) take(stored);
  }
  return entries;
}

/** The first text behind a place and all that begins with it and goes on with blanks. */
function behind(rowKey: string): string {
  return `${rowKey}!`;
}

/** The entry in a place, or right behind it. */
async function readPlace(table: EntityTable, rowKey: string): Promise<Stored | undefined> {
  const there = await readEntry(table, rowKey);
  if (there) return there;
  const filter = odata`PartitionKey eq ${PARTITION} and RowKey ge ${`${rowKey} `} and RowKey lt ${behind(rowKey)}`;
  for await (const entity of table.listEntities({ queryOptions: { filter } })) {
    const stored = toEntry(entity);
    if (stored.rowKey.trimEnd() === rowKey) return stored;
  }
  return undefined;
}

async function readEntry(table: EntityTable, rowKey: string): Promise<Stored | undefined> {
  try {
    return toEntry(await table.getEntity(PARTITION, rowKey));
  } catch (error) {
    if (storageStatus(error) === 404) return undefined;
    throw error;
  }
}
