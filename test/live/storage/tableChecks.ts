import { setTimeout as sleep } from 'node:timers/promises';
import { odata, type TableClient, type TransactionAction } from '@azure/data-tables';
import { fromRowKey, toRowKey } from '../../../shared/state/rowKey.ts';
import { isStoreMissing, storageStatus } from '../../../shared/state/storageErrors.ts';
import { type Check, noted, reliedOn } from '../finding.ts';
import type { Store } from './openStore.ts';

const PARTITION = 'p';
const REMADE_WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 2_000;
/** Keys as people write them, and worse. */
const KEYS = [
  'A-1',
  'a-1',
  'A 1',
  'A/1',
  'A#1',
  'ñandú',
  'Ñandú',
  '1',
  '10',
  '9',
  'x\\y',
  '100 %',
  '~',
  'zz',
];

const rowOf = (rowKey: string, values: Readonly<Record<string, string>> = {}) => ({
  partitionKey: PARTITION,
  rowKey,
  ...values,
});

/** The status of what was refused; undefined where it was not. */
export async function refusedWith(work: () => Promise<unknown>): Promise<number | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return storageStatus(error) ?? 0;
  }
}

/** Row keys in the order in which the table gives them. */
async function keysOf(table: TableClient, filter: string): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const { rowKey } of table.listEntities({ queryOptions: { filter } })) keys.push(rowKey ?? '');
  return keys;
}

async function putMany(table: TableClient, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => rowOf(String(index).padStart(5, '0')));
  for (let start = 0; start < count; start += 100) {
    await table.submitTransaction(
      rows.slice(start, start + 100).map((row): TransactionAction => ['create', row]),
    );
  }
}

export const TABLE_CHECKS: readonly Check<Store>[] = [
  {
    claim: 'a transaction stores 100 entities, or none of them when one has an older tag',
    otherwise: 'shared/state/outcomeLedger.ts: a lost race would leave half a batch stored',
    async look({ newTable }) {
      const table = await newTable();
      await putMany(table, 100);
      const { etag = '' } = await table.getEntity(PARTITION, '00007');
      await table.updateEntity(rowOf('00007', { by: 'another' }), 'Replace', { etag });
      const change = (number: number): TransactionAction => {
        const row = rowOf(String(number).padStart(5, '0'), { by: 'us' });
        return number === 7 ? ['update', row, 'Replace', { etag }] : ['update', row, 'Replace'];
      };
      const actions = Array.from({ length: 100 }, (_, number) => change(number));
      const status = await refusedWith(() => table.submitTransaction(actions));
      const ofUs = await keysOf(table, odata`by eq 'us'`);
      return reliedOn(status === 412 && ofUs.length === 0, `${status}, ${ofUs.length} stored`);
    },
  },
  {
    claim: 'a create of what is there is 409, a change by an older tag 412, a change of what is gone 404',
    otherwise:
      'shared/state/storageErrors.ts and wasFirst in shared/state/outcomeLedger.ts: what counts as a lost race',
    async look({ newTable }) {
      const table = await newTable();
      await table.createEntity(rowOf('a'));
      const { etag = '' } = await table.getEntity(PARTITION, 'a');
      await table.updateEntity(rowOf('a', { v: '2' }), 'Replace', { etag });
      const statuses = [
        await refusedWith(() => table.createEntity(rowOf('a'))),
        await refusedWith(() => table.updateEntity(rowOf('a'), 'Replace', { etag })),
        await refusedWith(() => table.deleteEntity(PARTITION, 'a', { etag })),
        await refusedWith(() => table.updateEntity(rowOf('b'), 'Replace', { etag })),
      ];
      return reliedOn(statuses.join() === '409,412,412,404', statuses.join(', '));
    },
  },
  {
    claim: 'the tag changes with every write, one of equal values included',
    otherwise: 'shared/state/outcomeLedger.ts: of two workers that cross, neither would see the other',
    async look({ newTable }) {
      const table = await newTable();
      await table.createEntity(rowOf('a', { v: '1' }));
      const before = await table.getEntity(PARTITION, 'a');
      await table.upsertEntity(rowOf('a', { v: '1' }), 'Replace');
      const after = await table.getEntity(PARTITION, 'a');
      return reliedOn(before.etag !== after.etag, before.etag === after.etag ? 'it stays' : 'it does');
    },
  },
  {
    claim: 'keys of any kind are given back as they were, in the order of their code units',
    otherwise: 'shared/state/rowKey.ts, and readOutcomes.ts beside it, which reads ranges of them',
    async look({ newTable }) {
      const table = await newTable();
      for (const key of KEYS) await table.createEntity(rowOf(toRowKey(key)));
      const rowKeys = await keysOf(table, odata`PartitionKey eq ${PARTITION}`);
      const isOrdered = rowKeys.join('\n') === KEYS.map(toRowKey).sort().join('\n');
      const isWhole = rowKeys.map(fromRowKey).sort().join('\n') === [...KEYS].sort().join('\n');
      const found = await refusedWith(() => table.getEntity(PARTITION, toRowKey('A/1')));
      return reliedOn(
        isOrdered && isWhole && found === undefined,
        `${isWhole ? 'all' : 'not all'}, ${isOrdered ? 'in order' : 'in another order'}`,
      );
    },
  },
  {
    claim: 'a merge leaves the other properties alone',
    otherwise: 'shared/state/runAccount.ts: size and end of a batch would wipe each other out',
    async look({ newTable }) {
      const table = await newTable();
      await table.upsertEntity(rowOf('a', { size: '1' }), 'Merge');
      await table.upsertEntity(rowOf('a', { end: '2' }), 'Merge');
      const { size, end } = await table.getEntity<{ size?: string; end?: string }>(PARTITION, 'a');
      return reliedOn(size === '1' && end === '2', `size ${size}, end ${end}`);
    },
  },
  {
    claim: 'a query answers at most 1,000 entities a page, and the next page the rest',
    otherwise: 'MAX_PAGE in shared/state/outcomeLedger.ts',
    async look({ newTable }) {
      const table = await newTable();
      await putMany(table, 1_001);
      const sizes: number[] = [];
      const pages = table.listEntities().byPage({ maxPageSize: 1_000 });
      for await (const page of pages) sizes.push(page.length);
      const total = sizes.reduce((sum, size) => sum + size, 0);
      return reliedOn(total === 1_001 && Math.max(...sizes) <= 1_000, sizes.join(' + '));
    },
  },
  {
    claim: 'a value holds a text of 30,000 characters',
    otherwise: 'MAX_CHARACTERS in shared/state/packList.ts',
    async look({ newTable }) {
      const table = await newTable();
      const status = await refusedWith(() => table.createEntity(rowOf('a', { v: 'ñ'.repeat(30_000) })));
      return reliedOn(status === undefined, status === undefined ? 'it does' : `refused with ${status}`);
    },
  },
  {
    claim: 'a table that is not there is told from an entity that is not there',
    otherwise: 'MISSING in shared/state/storageErrors.ts: deleted tables would not be made again',
    async look({ newTable, absent }) {
      const table = await newTable();
      const said = async (of: TableClient) =>
        of.getEntity(PARTITION, 'none').then(
          () => false,
          (error: unknown) => isStoreMissing(error),
        );
      const [ofTable, ofEntity] = [await said(absent.table), await said(table)];
      return reliedOn(ofTable && !ofEntity, `table ${ofTable}, entity ${ofEntity}`);
    },
  },
  {
    claim: 'a deleted table can be made again within two minutes',
    otherwise:
      'nothing in the app, to which it is an outage until then: say the longer time in shared/state/README.md',
    async look({ newTable }) {
      const table = await newTable();
      await table.deleteTable();
      const startedAt = performance.now();
      const tookMs = () => performance.now() - startedAt;
      let status = await refusedWith(() => table.createTable());
      while (status !== undefined && tookMs() < REMADE_WITHIN_MS) {
        await sleep(LOOK_EVERY_MS);
        status = await refusedWith(() => table.createTable());
      }
      return noted(
        status === undefined,
        status === undefined ? `${Math.round(tookMs() / 1000)} s` : `still ${status}`,
      );
    },
  },
];
