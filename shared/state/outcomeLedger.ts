import { odata, type TableClient, type TransactionAction } from '@azure/data-tables';
import { z } from 'zod';
import { OUTCOMES } from '../outcomes/outcome.ts';
import type { LedgerEntry, RecordOutcome } from '../outcomes/recordOutcome.ts';
import type { LedgerErasure, LedgerScan, OutcomeLedger } from '../sync/ports/outcomeLedger.ts';
import { once, storageCall } from './storageClients.ts';
import { storageStatus } from './storageErrors.ts';

/**
 * All outcomes are in one partition, so that any 100 keys commit in one transaction. Azure allows 2,000 entities a
 * second in a partition, above what HubSpot takes.
 */
const PARTITION = 'contacts';

/**
 * A row that a range query reads beside the wanted ones costs about a twentieth of a point read, so a range up to
 * this many times wider than the keys asked for is read in one go.
 */
const RANGE_SLACK = 8;
const MAX_PAGE = 1000;

const entitySchema = z.object({
  rowKey: z.string(),
  etag: z.string(),
  key: z.string(),
  outcome: z.enum(OUTCOMES),
  code: z.string(),
  properties: z.string().transform((list) => (list === '' ? [] : list.split(','))),
  hubspotId: z.string().optional(),
  conflictId: z.string().optional(),
  rivalKey: z.string().optional(),
  correlationId: z.string().optional(),
  sourceVersion: z.string().optional(),
  fingerprint: z.string().optional(),
  batchId: z.string(),
  runId: z.string(),
  attempts: z.number(),
  durationMs: z.number(),
  cause: z.string().optional(),
  since: z.string().optional(),
  reviewId: z.string().optional(),
});

/** The latest outcome of every associate, in Table Storage. */
export function createOutcomeLedger(table: TableClient): OutcomeLedger & LedgerScan & LedgerErasure {
  const created = once(() => table.createTable());
  return {
    read: (keys) =>
      storageCall('reading outcomes', async () => {
        await created();
        return readEntries(table, keys);
      }),

    async *inOrder(afterKey) {
      await storageCall('reading outcomes', created);
      const filter =
        afterKey === null
          ? odata`PartitionKey eq ${PARTITION}`
          : odata`PartitionKey eq ${PARTITION} and RowKey gt ${toRowKey(afterKey)}`;
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
        try {
          await table.submitTransaction(
            outcomes.map((outcome) => toAction(outcome, previous.get(outcome.key))),
          );
          return true;
        } catch (error) {
          const status = storageStatus(error);
          if (status === 409 || status === 412 || status === 404) return false;
          throw error;
        }
      }),

    remove: ({ key, etag }) =>
      storageCall('removing an outcome', async () => {
        await created();
        try {
          await table.deleteEntity(PARTITION, toRowKey(key), { etag });
          return true;
        } catch (error) {
          const status = storageStatus(error);
          if (status === 412 || status === 404) return false;
          throw error;
        }
      }),
  };
}

async function readEntries(
  table: TableClient,
  keys: readonly string[],
): Promise<ReadonlyMap<string, LedgerEntry>> {
  const rowKeys = new Set(keys.map(toRowKey));
  const sorted = [...rowKeys].sort();
  const [first, last] = [sorted[0], sorted.at(-1)];
  const entries = new Map<string, LedgerEntry>();
  if (first === undefined || last === undefined) return entries;
  const filter = odata`PartitionKey eq ${PARTITION} and RowKey ge ${first} and RowKey le ${last}`;
  const pages = table
    .listEntities({ queryOptions: { filter } })
    .byPage({ maxPageSize: Math.min(MAX_PAGE, RANGE_SLACK * sorted.length) });
  const { value: page } = await pages.next();
  const found = (page ?? []).map((entity: unknown) => toEntry(entity));
  for (const { rowKey, entry } of found) if (rowKeys.has(rowKey)) entries.set(entry.key, entry);
  // The range was wider than the page: what lies behind it is sparse and read key by key.
  const readUpTo = page?.continuationToken === undefined ? undefined : found.at(-1)?.rowKey;
  const rest = readUpTo === undefined ? [] : sorted.filter((rowKey) => rowKey > readUpTo);
  for (const entry of await Promise.all(rest.map((rowKey) => readEntry(table, rowKey)))) {
    if (entry) entries.set(entry.key, entry);
  }
  return entries;
}

async function readEntry(table: TableClient, rowKey: string): Promise<LedgerEntry | undefined> {
  try {
    return toEntry(await table.getEntity(PARTITION, rowKey)).entry;
  } catch (error) {
    if (storageStatus(error) === 404) return undefined;
    throw error;
  }
}

function toEntry(entity: unknown): { rowKey: string; entry: LedgerEntry } {
  const { rowKey, ...rest } = entitySchema.parse(entity);
  return {
    rowKey,
    entry: {
      ...rest,
      hubspotId: rest.hubspotId,
      sourceVersion: rest.sourceVersion,
      fingerprint: rest.fingerprint,
    },
  };
}

function toAction(outcome: RecordOutcome, previous: LedgerEntry | undefined): TransactionAction {
  const entity = {
    ...outcome,
    partitionKey: PARTITION,
    rowKey: toRowKey(outcome.key),
    properties: outcome.properties.join(','),
  };
  return previous ? ['update', entity, 'Replace', { etag: previous.etag }] : ['create', entity];
}

/**
 * A key as a RowKey: `/ \ # ? %` and control characters are not allowed there or spoil the entity's address, and are
 * written `~hex.`, as is `~` itself.
 */
export function toRowKey(key: string): string {
  return key.replace(/[/\\#?%~\p{Cc}]/gu, (c) => `~${c.charCodeAt(0).toString(16)}.`) || '~';
}
