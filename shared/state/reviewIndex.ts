import { odata, type TransactionAction } from '@azure/data-tables';
import * as z from 'zod';
import { shortenKey } from '../contacts/longKey.ts';
import type { ListedReview, Review, ReviewIndex } from '../sync/ports/reviewIndex.ts';
import { type EntityTable, MAX_TRANSACTION } from './entityTable.ts';
import { toRowKey } from './rowKey.ts';
import { once, storageCall } from './storageClients.ts';
import { storageStatus } from './storageErrors.ts';

const PAGE = 1000;

const entitySchema = z.object({
  key: z.string(),
  code: z.string(),
  reviewId: z.string(),
  since: z.string(),
  rivalKey: z.string().optional(),
  tries: z.number().default(0),
  /** Empty: it is not on its way. */
  sentIn: z.string().default(''),
  seenMark: z.string().optional(),
  seenAt: z.string().default(''),
});

/** The reviews in Table Storage: a partition per code, in it the keys in the ledger's order. */
export function createReviewIndex(table: EntityTable): ReviewIndex {
  const created = once(() => table.createTable());
  return {
    open: (reviews) =>
      storageCall('storing reviews', async () => {
        await created();
        const entities = reviews.map((review) => ({ ...toEntity(review), sentIn: '' }));
        await submitByCode(
          table,
          entities.map((entity) => ['upsert', entity, 'Merge']),
        );
      }),

    close: (reviews) =>
      storageCall('removing reviews', async () => {
        await created();
        await submitThoseThere(
          table,
          reviews.map((review) => ['delete', addressOf(review)]),
        );
      }),

    page: ({ code, continuation, top }) =>
      storageCall('reading reviews', async () => {
        await created();
        const settings = continuation === undefined ? {} : { continuationToken: continuation };
        const pages = table.listEntities(optionsOf(code)).byPage({ maxPageSize: top, ...settings });
        const { value: page } = await pages.next();
        return { reviews: (page ?? []).map(toReview), continuation: page?.continuationToken };
      }),

    async *all(code) {
      await storageCall('reading reviews', created);
      const pages = table.listEntities(optionsOf(code)).byPage({ maxPageSize: PAGE });
      for (;;) {
        const { value: page, done } = await storageCall('reading reviews', () => pages.next());
        if (done || !page) return;
        yield page.map(toReview);
      }
    },

    send: async (reviews, runId) => {
      await storageCall('noting that reviews are sent again', async () => {
        await created();
        const actions = reviews.map((review): TransactionAction => {
          const sent = { ...addressOf(review), sentIn: runId, tries: review.tries + 1 };
          return ['update', sent, 'Merge'];
        });
        await submitThoseThere(table, actions);
      });
    },

    mark: (reviews, seenMark, seenAt) =>
      storageCall('noting what was done about reviews', async () => {
        await created();
        return submitThoseThere(
          table,
          reviews.map((review) => ['update', { ...addressOf(review), seenMark, seenAt }, 'Merge']),
        );
      }),

    naming: (isMeant) =>
      storageCall('reading the reviews of one associate', async () => {
        await created();
        const found: Review[] = [];
        for await (const entity of table.listEntities()) {
          const review = toReview(entity);
          const { key, rivalKey } = review;
          if (isMeant(key) || (rivalKey !== undefined && isMeant(rivalKey))) found.push(review);
        }
        return found;
      }),
  };
}

function optionsOf(code: string | undefined) {
  return { queryOptions: code === undefined ? {} : { filter: odata`PartitionKey eq ${code}` } };
}

async function submitByCode(table: EntityTable, actions: readonly TransactionAction[]): Promise<void> {
  await Promise.all(transactionsOf(actions).map((transaction) => table.submitTransaction(transaction)));
}

/** One that is gone keeps the others of its transaction: they are done one by one then. Answers how many were there. */
async function submitThoseThere(table: EntityTable, actions: readonly TransactionAction[]): Promise<number> {
  const counts = await Promise.all(
    transactionsOf(actions).map(async (transaction) => {
      if (await submitIfThere(table, transaction)) return transaction.length;
      let there = 0;
      for (const action of transaction) if (await submitIfThere(table, [action])) there++;
      return there;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

async function submitIfThere(table: EntityTable, transaction: TransactionAction[]): Promise<boolean> {
  try {
    await table.submitTransaction(transaction);
    return true;
  } catch (error) {
    if (storageStatus(error) !== 404) throw error;
    return false;
  }
}

function transactionsOf(actions: readonly TransactionAction[]): TransactionAction[][] {
  const byCode = Map.groupBy(actions, ([, { partitionKey }]) => partitionKey);
  return [...byCode.values()].flatMap((all) =>
    Array.from({ length: Math.ceil(all.length / MAX_TRANSACTION) }, (_, index) =>
      all.slice(index * MAX_TRANSACTION, (index + 1) * MAX_TRANSACTION),
    ),
  );
}

function addressOf({ key, code, reviewId }: Review) {
  return { partitionKey: code, rowKey: `${toRowKey(shortenKey(key))}|${reviewId}` };
}

function toEntity(review: Review) {
  const { key, code, reviewId, since, rivalKey } = review;
  return { ...addressOf(review), key, code, reviewId, since, rivalKey };
}

function toReview(entity: unknown): ListedReview {
  const { sentIn, seenMark, seenAt, ...review } = entitySchema.parse(entity);
  return {
    ...review,
    sentIn: sentIn || undefined,
    seen: seenMark === undefined ? undefined : { mark: seenMark, at: seenAt },
  };
}
