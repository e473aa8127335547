import type { TransactionAction } from '@azure/data-tables';

/** An entity as it is read: its address, its tag, when it was stored, and its values. */
export type StoredEntity = Readonly<Record<string, unknown>> & {
  readonly etag: string;
  readonly partitionKey?: string;
  readonly rowKey?: string;
  readonly timestamp?: string;
};

/** An entity to store. */
export type Entity = Readonly<Record<string, unknown>> & {
  readonly partitionKey: string;
  readonly rowKey: string;
};

export interface EntityQuery {
  readonly queryOptions?: {
    /** OData: comparisons of PartitionKey, RowKey and Timestamp, joined by `and`. */
    readonly filter?: string;
    readonly select?: string[];
  };
}

/** A page, and what the next one is asked by; undefined on the last. */
export type EntityPage = StoredEntity[] & { readonly continuationToken?: string | undefined };

export interface EntityPages {
  [Symbol.asyncIterator](): AsyncIterator<StoredEntity>;
  byPage(settings: { readonly maxPageSize?: number; readonly continuationToken?: string }): EntityPageList;
}

export interface EntityPageList {
  next(): Promise<IteratorResult<EntityPage, EntityPage | undefined>>;
  [Symbol.asyncIterator](): AsyncIterator<EntityPage>;
}

/** Entities that one transaction takes. */
export const MAX_TRANSACTION = 100;

/**
 * What we use of a table of Azure's client, in which the store without Azure (`embedded/`) is made as well: entities in the order of
 * partition and row key by UTF-16 units, a tag that changes with every write, transactions of up to 100 entities of one partition. What is
 * refused throws an error with `statusCode` 400, 404 (none there), 409 (there already) or 412 (another tag).
 */
export interface EntityTable {
  createTable(): Promise<unknown>;
  getEntity(partitionKey: string, rowKey: string): Promise<StoredEntity>;
  createEntity(entity: Entity): Promise<{ readonly etag?: string | undefined }>;
  updateEntity(
    entity: Entity,
    mode: 'Merge' | 'Replace',
    options: { readonly etag: string },
  ): Promise<{ readonly etag?: string | undefined }>;
  upsertEntity(entity: Entity, mode: 'Merge' | 'Replace'): Promise<unknown>;
  deleteEntity(partitionKey: string, rowKey: string, options?: { readonly etag?: string }): Promise<unknown>;
  submitTransaction(actions: TransactionAction[]): Promise<unknown>;
  listEntities(query?: EntityQuery): EntityPages;
}
