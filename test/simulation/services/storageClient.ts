import type { Instance } from '../kernel/instance.ts';
import type { World } from '../world/world.ts';
import { type Action, type Entity, StorageError, type StoredEntity, type Table } from './tables.ts';

const LATENCY = { usual: 15, tail: 20_000 };
/** Of a thousand calls. `retried`: the answer was lost, and the SDK sent the call again. */
const ODDS = { lostBefore: 3, lostAfter: 3, retried: 4, crashBefore: 2, crashAfter: 4 };
const WHOLE_LIST = 1000;

/** Table Storage and the queue as one instance of the app reaches them: what our code uses of Azure's SDK. */
export function createSimulatedStorage(world: World, instance: Instance) {
  const send = async <T>(label: () => string, apply: () => T): Promise<T> => {
    const fault = world.isOut('storage') ? 'lostBefore' : world.chances.fault(ODDS);
    const twice = () => {
      try {
        apply();
      } catch {
        // The answer to the first one was lost, whatever it was.
      }
      return apply();
    };
    const call = {
      label: fault === 'retried' ? () => `${label()} (sent twice)` : label,
      latency: LATENCY,
      apply: fault === 'retried' ? twice : apply,
      lost: () => Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' }),
      timeoutMs: 20_000,
      lateMs: 0,
    };
    return instance.perform(call, fault === undefined || fault === 'retried' ? 'ok' : fault);
  };
  return {
    queues: { getQueueClient: () => queueClient(world, send) },
    table: (name: string) => tableClient(name, world.table(name), send),
  };
}

type Send = <T>(label: () => string, apply: () => T) => Promise<T>;

function queueClient(world: World, send: Send) {
  return {
    createIfNotExists: async () => undefined,
    sendMessage: (text: string, { visibilityTimeout }: { readonly visibilityTimeout: number }) =>
      send(
        () =>
          `puts ${world.queue.describe(text)}${visibilityTimeout ? ` for in ${visibilityTimeout} s` : ''}`,
        () => world.queue.put(text, visibilityTimeout * 1000),
      ),
    getProperties: () =>
      send(
        () => 'asks how long the queue is',
        () => ({ approximateMessagesCount: world.queue.length }),
      ),
  };
}

function tableClient(name: string, table: Table, send: Send) {
  const submit = (actions: readonly Action[]) => {
    const what = () => actions.map(([kind, entity]) => `${kind} ${describe(entity)}`).join(', ');
    return send(
      () => `${name}: ${what()}`,
      () => table.submit(actions),
    );
  };
  const one = async (action: Action) => ({ etag: (await submit([action]))[0] ?? '' });
  return {
    createTable: async () => undefined,
    getEntity: (partitionKey: string, rowKey: string) =>
      send(
        () => `${name}: reads ${rowKey}`,
        () => table.get(partitionKey, rowKey),
      ),
    createEntity: (entity: Entity) => one(['create', entity]),
    updateEntity: (entity: Entity, mode: 'Merge' | 'Replace', { etag }: { etag: string }) =>
      one(['update', entity, mode, { etag }]),
    upsertEntity: (entity: Entity, mode: 'Merge' | 'Replace') => one(['upsert', entity, mode]),
    deleteEntity: (partitionKey: string, rowKey: string, options: { etag?: string } = {}) =>
      one(['delete', { partitionKey, rowKey }, undefined, options]),
    async submitTransaction(actions: readonly Action[]) {
      if (actions.length === 0 || actions.length > 100) throw new StorageError(400);
      await submit(actions);
    },
    listEntities({ queryOptions: { filter } }: { readonly queryOptions: { readonly filter?: string } }) {
      const byPage = ({ maxPageSize }: { readonly maxPageSize: number }) =>
        pages((after) =>
          send(
            () => `${name}: lists ${filter ?? 'all'}`,
            () => table.list(filter, after, maxPageSize),
          ),
        );
      return {
        byPage,
        async *[Symbol.asyncIterator]() {
          for await (const page of byPage({ maxPageSize: WHOLE_LIST })) yield* page;
        },
      };
    },
  };
}

type Page = StoredEntity[] & { continuationToken: string | undefined };

async function* pages(
  read: (after: string | undefined) => Promise<{ page: StoredEntity[]; hasMore: boolean }>,
): AsyncGenerator<Page> {
  let after: string | undefined;
  do {
    const { page, hasMore } = await read(after);
    after = hasMore ? page.at(-1)?.rowKey : undefined;
    yield Object.assign(page, { continuationToken: after });
  } while (after !== undefined);
}

function describe({ rowKey, outcome, code, text, counts }: Entity): string {
  const said = [outcome, outcome === undefined || code === 'OK' ? undefined : code, text, counts];
  return [rowKey, ...said.filter((each) => typeof each === 'string')].join(' ');
}
