import { odata } from '@azure/data-tables';
import { type LedgerEntry, placeOf } from '../outcomes/recordOutcome.ts';
import type { LedgerErasure, LedgerMoves, LedgerScan, OutcomeLedger } from '../sync/ports/outcomeLedger.ts';
import type { EntityTable } from './entityTable.ts';
import { PARTITION, toAction, toEntry } from './outcomeEntity.ts';
import { readOutcomes } from './readOutcomes.ts';
import { toRowKey } from './rowKey.ts';
import { once, storageCall } from './storageClients.ts';
import { storageStatus } from './storageErrors.ts';

const MAX_PAGE = 1000;
/** After an upgrade every entry may have to move. */
const MOVES_AT_ONCE = 20;

/**
 * The latest outcome of every associate, in Table Storage, by the ledger's form of its key (`ledgerKey`, see `associateKey.ts`).
 * Earlier versions stored entries by the row's spelling: they are found there, and move when they are next stored.
 */
export function createOutcomeLedger(
  table: EntityTable,
  ledgerKey: (key: string) => string,
): OutcomeLedger & LedgerScan & LedgerErasure & LedgerMoves {
  const created = once(() => table.createTable());
  const rowKeyOf = (key: string) => toRowKey(ledgerKey(key));
  return {
    read: (keys) =>
      storageCall('reading outcomes', async () => {
        await created();
        return readOutcomes(table, keys, rowKeyOf);
      }),

    async *inOrder(place) {
      await storageCall('reading outcomes', created);
      const filter =
        place === null
          ? odata`PartitionKey eq ${PARTITION}`
          : odata`PartitionKey eq ${PARTITION} and RowKey gt ${toRowKey(place)}`;
      const pages = table.listEntities({ queryOptions: { filter } }).byPage({ maxPageSize: MAX_PAGE });
      for (;;) {
        const { value: page, done } = await storageCall('reading outcomes', () => pages.next());
        if (done || !page) return;
        if (page.length > 0) yield page.map((entity: unknown) => toEntry(entity).entry);
      }
    },

    commit: (outcomes, previous) =>
      storageCall('storing outcomes', async () => {
        if (outcomes.length === 0) return true;
        await created();
        const actions = outcomes.map((outcome) => {
          return toAction(outcome, rowKeyOf(outcome.key), previous.get(outcome.key));
        });
        if (!(await wasFirst(() => table.submitTransaction(actions)))) return false;
        const left = outcomes.flatMap(({ key }) => leftPlace(previous.get(key), rowKeyOf(key)));
        const removed = await Promise.all(left.map((entry) => removeEntry(table, entry)));
        return removed.every((isGone) => isGone);
      }),

    remove: (entry) =>
      storageCall('removing an outcome', async () => {
        await created();
        return wasFirst(() => table.deleteEntity(PARTITION, toRowKey(placeOf(entry)), { etag: entry.etag }));
      }),

    settle: (entries) =>
      storageCall('moving outcomes', async () => {
        const misplaced = entries.flatMap((entry) => leftPlace(entry, rowKeyOf(entry.key)));
        for (let start = 0; start < misplaced.length; start += MOVES_AT_ONCE) {
          const some = misplaced.slice(start, start + MOVES_AT_ONCE);
          await Promise.all(some.map((entry) => moveEntry(table, entry, rowKeyOf(entry.key))));
        }
      }),
  };
}

/** The entry, where it is not in its place: what is stored there now takes its own from it. */
function leftPlace(entry: LedgerEntry | undefined, rowKey: string): readonly LedgerEntry[] {
  return entry && toRowKey(placeOf(entry)) !== rowKey ? [entry] : [];
}

/** Where another one is in its place already, that is the newer one. */
async function moveEntry(table: EntityTable, entry: LedgerEntry, rowKey: string): Promise<void> {
  await wasFirst(() => table.submitTransaction([toAction(entry, rowKey, undefined)]));
  await removeEntry(table, entry);
}

/** False when an earlier version, which knows no other place, stored something in this one meanwhile. */
async function removeEntry(table: EntityTable, entry: LedgerEntry): Promise<boolean> {
  try {
    await table.deleteEntity(PARTITION, toRowKey(placeOf(entry)), { etag: entry.etag });
    return true;
  } catch (error) {
    const status = storageStatus(error);
    if (status === 412) return false;
    if (status === 404) return true;
    throw error;
  }
}

/** False when another worker stored, moved or removed one of the entries first. */
async function wasFirst(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    const status = storageStatus(error);
    if (status === 409 || status === 412 || status === 404) return false;
    throw error;
  }
}
