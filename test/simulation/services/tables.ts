/** An entity as Table Storage keeps it. */
export type Entity = Readonly<Record<string, unknown>> & {
  readonly partitionKey: string;
  readonly rowKey: string;
};

export interface StoredEntity extends Entity {
  readonly etag: string;
}

/** What the service answers when it refuses. */
export class StorageError extends Error {
  readonly statusCode: number;

  constructor(statusCode: number) {
    super(`status ${statusCode}`);
    this.statusCode = statusCode;
  }
}

export type Action =
  | readonly ['create', Entity]
  | readonly ['delete', Entity, undefined?, { readonly etag?: string }?]
  | readonly ['upsert', Entity, ('Merge' | 'Replace')?]
  | readonly ['update', Entity, ('Merge' | 'Replace')?, { readonly etag?: string }?];

/** One table: entities in the order of their keys, tags that change with every write, transactions that do all or nothing. */
export class Table {
  readonly #entities = new Map<string, StoredEntity>();
  readonly #onStored: (entity: StoredEntity, before: StoredEntity | undefined) => void;
  #writes = 0;

  constructor(onStored: (entity: StoredEntity, before: StoredEntity | undefined) => void = () => undefined) {
    this.#onStored = onStored;
  }

  get(partitionKey: string, rowKey: string): StoredEntity {
    const found = this.#entities.get(addressOf({ partitionKey, rowKey }));
    if (!found) throw new StorageError(404);
    return found;
  }

  /** Answers the new tags. */
  submit(actions: readonly Action[]): readonly string[] {
    const addresses = new Set(actions.map(([, entity]) => addressOf(entity)));
    if (addresses.size !== actions.length) throw new StorageError(400);
    for (const action of actions) this.#check(action);
    return actions.map((action) => this.#carryOut(action));
  }

  /** Entities that the filter lets pass, in order, after the one at `after`. */
  list(
    filter: string | undefined,
    after: string | undefined,
    limit: number,
  ): { page: StoredEntity[]; hasMore: boolean } {
    const passes = filter === undefined ? () => true : parseFilter(filter);
    const found = [...this.#entities.values()]
      .filter((entity) => passes(entity) && (after === undefined || entity.rowKey > after))
      .sort((a, b) => (a.rowKey < b.rowKey ? -1 : 1));
    return { page: found.slice(0, limit), hasMore: found.length > limit };
  }

  all(): IterableIterator<StoredEntity> {
    return this.#entities.values();
  }

  #check(action: Action): void {
    const [kind, entity] = action;
    const there = this.#entities.get(addressOf(entity));
    if (kind === 'create' && there) throw new StorageError(409);
    if ((kind === 'update' || kind === 'delete') && !there) throw new StorageError(404);
    const etag = action[3]?.etag ?? '*';
    if (there && etag !== '*' && etag !== there.etag) throw new StorageError(412);
  }

  #carryOut(action: Action): string {
    const [kind, entity] = action;
    const address = addressOf(entity);
    const etag = `"${++this.#writes}"`;
    if (kind === 'delete') {
      this.#entities.delete(address);
      return etag;
    }
    const merges = kind !== 'create' && action[2] !== 'Replace';
    const before = this.#entities.get(address);
    const stored = { ...(merges ? before : {}), ...withoutUndefined(entity), etag };
    this.#entities.set(address, stored);
    this.#onStored(stored, before);
    return etag;
  }
}

function withoutUndefined(entity: Entity): Entity {
  const { partitionKey, rowKey } = entity;
  const known = Object.fromEntries(Object.entries(entity).filter(([, value]) => value !== undefined));
  return { ...known, partitionKey, rowKey };
}

function addressOf({ partitionKey, rowKey }: Pick<Entity, 'partitionKey' | 'rowKey'>): string {
  return `${partitionKey}\n${rowKey}`;
}

/** The filters that our code sends: comparisons of the two keys, joined by `and`. */
function parseFilter(filter: string): (entity: Entity) => boolean {
  const tests = filter.split(' and ').map((term) => {
    const [, name, operator, value = ''] = /^(PartitionKey|RowKey) (eq|gt|ge|le|lt) '(.*)'$/.exec(term) ?? [];
    if (!name) throw new Error(`A filter the simulation does not know: ${term}`);
    return (entity: Entity) => {
      const there = name === 'RowKey' ? entity.rowKey : entity.partitionKey;
      if (operator === 'eq') return there === value;
      if (operator === 'gt') return there > value;
      if (operator === 'lt') return there < value;
      return operator === 'ge' ? there >= value : there <= value;
    };
  });
  return (entity) => tests.every((test) => test(entity));
}
