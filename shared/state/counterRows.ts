import { odata, type TransactionAction } from '@azure/data-tables';
import type { CounterRow, CounterRows } from '../sync/ports/counterRows.ts';
import { type EntityTable, MAX_TRANSACTION } from './entityTable.ts';
import { packText, unpackText } from './packText.ts';
import { once, storageCall } from './storageClients.ts';
import { storageStatus } from './storageErrors.ts';

const PARTITION = 'counters';
const PAGE = 1000;

/** One partition of the table, so that any rows commit together. */
export function createCounterRows(table: EntityTable): CounterRows {
  const created = once(() => table.createTable());
  return {
    read: (names) =>
      storageCall('reading counters', async () => {
        await created();
        const found = await Promise.all(names.map((name) => readOne(table, name)));
        return new Map(found.flatMap((row) => (row ? [[row.name, row]] : [])));
      }),

    between: (first, behind, most = Number.POSITIVE_INFINITY) =>
      storageCall('reading counters', async () => {
        await created();
        const rows: CounterRow[] = [];
        const pages = table
          .listEntities({ queryOptions: { filter: rangeOf(first, behind) } })
          .byPage({ maxPageSize: Math.min(most, PAGE) });
        for await (const page of pages) {
          rows.push(...page.map(toRow));
          if (rows.length >= most) break;
        }
        return rows.slice(0, most);
      }),

    names: (first, behind) =>
      storageCall('reading the names of counters', async () => {
        await created();
        return namesIn(table, first, behind);
      }),

    commit: (rows) =>
      storageCall('storing counters', async () => {
        if (rows.length === 0) return true;
        await created();
        try {
          await table.submitTransaction(rows.map(toAction));
          return true;
        } catch (error) {
          const status = storageStatus(error);
          if (status === 409 || status === 412 || status === 404) return false;
          throw error;
        }
      }),

    forget: (first, behind, most) =>
      storageCall('removing counters', async () => {
        await created();
        const names = await namesIn(table, first, behind, most);
        for (let start = 0; start < names.length; start += MAX_TRANSACTION) {
          const some = names.slice(start, start + MAX_TRANSACTION);
          await table.submitTransaction(
            some.map((rowKey) => ['delete', { partitionKey: PARTITION, rowKey }]),
          );
        }
        return names.length;
      }),
  };
}

function rangeOf(first: string, behind: string): string {
  return odata`PartitionKey eq ${PARTITION} and RowKey ge ${first} and RowKey lt ${behind}`;
}

async function namesIn(
  table: EntityTable,
  first: string,
  behind: string,
  most = Number.POSITIVE_INFINITY,
): Promise<readonly string[]> {
  const queryOptions = { filter: rangeOf(first, behind), select: ['rowKey'] };
  const names: string[] = [];
  for await (const { rowKey = '' } of table.listEntities({ queryOptions })) {
    if (names.length >= most) break;
    names.push(rowKey);
  }
  return names;
}

async function readOne(table: EntityTable, name: string): Promise<CounterRow | undefined> {
  try {
    return toRow(await table.getEntity(PARTITION, name));
  } catch (error) {
    if (storageStatus(error) === 404) return undefined;
    throw error;
  }
}

function toAction({ name, text, etag }: Parameters<CounterRows['commit']>[0][number]): TransactionAction {
  const entity = { partitionKey: PARTITION, rowKey: name, ...packText(text) };
  return etag === undefined ? ['create', entity] : ['update', entity, 'Replace', { etag }];
}

function toRow(entity: Readonly<Record<string, unknown>>): CounterRow {
  return { name: String(entity['rowKey']), text: unpackText(entity), etag: String(entity['etag']) };
}
