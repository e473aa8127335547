import type { TransactionAction } from '@azure/data-tables';
import {
  type Entity,
  type EntityPage,
  type EntityPageList,
  type EntityQuery,
  type EntityTable,
  MAX_TRANSACTION,
  type StoredEntity,
} from '../entityTable.ts';
import type { EmbeddedDatabase } from './embeddedDatabase.ts';
import { EmbeddedRefusal } from './embeddedRefusal.ts';
import { type Condition, parseFilter } from './parseFilter.ts';

/** As Table Storage. */
const MAX_PAGE = 1000;

/** A table of the embedded store, with the answers of Table Storage. */
export function createEmbeddedTable(database: EmbeddedDatabase, name: string): EntityTable {
  const one = async (action: TransactionAction) => {
    const [etag] = database.transaction(() => [carryOut(database, name, action)]);
    return { etag };
  };
  return {
    async createTable() {},

    async getEntity(partitionKey, rowKey) {
      const found = readRow(database, name, { partitionKey, rowKey });
      if (!found) throw new EmbeddedRefusal(404, 'ResourceNotFound');
      return found;
    },

    createEntity: (entity) => one(['create', entity]),
    updateEntity: (entity, mode, { etag }) => one(['update', entity, mode, { etag }]),
    upsertEntity: (entity, mode) => one(['upsert', entity, mode]),

    async deleteEntity(partitionKey, rowKey, { etag = '*' } = {}) {
      database.transaction(() => remove(database, name, { partitionKey, rowKey }, etag));
    },

    async submitTransaction(actions) {
      const addresses = new Set(actions.map(([, { rowKey }]) => rowKey));
      const partitions = new Set(actions.map(([, { partitionKey }]) => partitionKey));
      const isWhole = addresses.size === actions.length && partitions.size === 1;
      if (!isWhole || actions.length > MAX_TRANSACTION) throw new EmbeddedRefusal(400, 'InvalidInput');
      database.transaction(() => {
        for (const action of actions) carryOut(database, name, action);
      });
    },

    listEntities: (query) => listOf(database, name, query),
  };
}

type Address = Pick<Entity, 'partitionKey' | 'rowKey'>;

/** Answers the new tag, or undefined where there is none any more. */
function carryOut(
  database: EmbeddedDatabase,
  table: string,
  [kind, entity, mode, options]: TransactionAction,
): string | undefined {
  if (kind === 'delete') return remove(database, table, entity, '*');
  const etag = kind === 'update' ? (options?.etag ?? '*') : undefined;
  const before = readRow(database, table, entity);
  if (kind === 'create' && before) throw new EmbeddedRefusal(409, 'EntityAlreadyExists');
  if (etag !== undefined) requireTag(before, etag);
  const isMerged = kind !== 'create' && mode !== 'Replace';
  return database.write(table, entity, {
    ...(isMerged && before ? valuesOf(before) : {}),
    ...valuesOf(entity),
  });
}

function remove(database: EmbeddedDatabase, table: string, address: Address, etag: string): undefined {
  requireTag(readRow(database, table, address), etag);
  database.remove(table, address);
}

function requireTag(there: StoredEntity | undefined, etag: string): void {
  if (!there) throw new EmbeddedRefusal(404, 'ResourceNotFound');
  if (etag !== '*' && etag !== there.etag) throw new EmbeddedRefusal(412, 'UpdateConditionNotSatisfied');
}

function readRow(
  database: EmbeddedDatabase,
  table: string,
  { partitionKey, rowKey }: Address,
): StoredEntity | undefined {
  const conditions = [{ text: 'partition_key = ? AND row_key = ?', values: [partitionKey, rowKey] }];
  return database.read(table, conditions, 1)[0];
}

/** The values of an entity: all but its address, its tag and its time; one that is undefined is none. */
function valuesOf(entity: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { partitionKey: _, rowKey: __, etag: ___, timestamp: ____, ...values } = entity;
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function listOf(database: EmbeddedDatabase, table: string, { queryOptions = {} }: EntityQuery = {}) {
  const conditions = queryOptions.filter === undefined ? [] : parseFilter(queryOptions.filter);
  async function* pagesFrom(size: number, token: string | undefined): AsyncGenerator<EntityPage, undefined> {
    let next = token;
    do {
      const found = database.read(table, [...conditions, ...behind(next)], size + 1);
      const page = found.slice(0, size);
      next = found.length > size ? tokenOf(page.at(-1)) : undefined;
      yield Object.assign(page, { continuationToken: next });
    } while (next !== undefined);
    return undefined;
  }
  return {
    byPage: ({ maxPageSize = MAX_PAGE, continuationToken }: Parameters<PagesOf>[0]): EntityPageList =>
      pagesFrom(maxPageSize, continuationToken),
    async *[Symbol.asyncIterator]() {
      for await (const page of pagesFrom(MAX_PAGE, undefined)) yield* page;
    },
  };
}

type PagesOf = ReturnType<EntityTable['listEntities']>['byPage'];

function tokenOf(last: StoredEntity | undefined): string {
  return Buffer.from(JSON.stringify([last?.partitionKey, last?.rowKey])).toString('base64url');
}

/** What lies behind the entity at which an earlier page ended. */
function behind(token: string | undefined): readonly Condition[] {
  if (token === undefined) return [];
  const place: unknown = placeOf(token);
  if (!Array.isArray(place)) throw new EmbeddedRefusal(400, 'InvalidInput');
  const [partitionKey, rowKey] = place.map(String);
  return [{ text: '(partition_key, row_key) > (?, ?)', values: [partitionKey ?? '', rowKey ?? ''] }];
}

function placeOf(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString());
  } catch {
    return undefined;
  }
}
