import { odata, type TableClient, type TransactionAction } from '@azure/data-tables';
import { z } from 'zod';
import type { Review, ReviewIndex } from '../sync/ports/reviewIndex.ts';
import { toRowKey } from './rowKey.ts';
import { once, storageCall } from './storageClients.ts';
import { storageStatus } from './storageErrors.ts';

const MAX_TRANSACTION = 100;

const entitySchema = z.object({
  key: z.string(),
  code: z.string(),
  reviewId: z.string(),
  since: z.string(),
  rivalKey: z.string().optional(),
});

/** The reviews in Table Storage: a partition per code, in it the keys in the ledger's order. */
export function createReviewIndex(table: TableClient): ReviewIndex {
  const created = once(() => table.createTable());
  const submit = (actions: readonly TransactionAction[]) => submitByCode(table, actions);
  return {
    open: (reviews) =>
      storageCall('storing reviews', async () => {
        await created();
        await submit(reviews.map((review) => ['upsert', toEntity(review), 'Replace']));
      }),

    close: (reviews) =>
      storageCall('removing reviews', async () => {
        await created();
        try {
          await submit(reviews.map((review) => ['delete', toEntity(review)]));
        } catch (error) {
          if (storageStatus(error) !== 404) throw error;
          // One that is gone already keeps the others of its transaction.
          for (const review of reviews) await removeIfThere(table, review);
        }
      }),

    page: ({ code, continuation, top }) =>
      storageCall('reading reviews', async () => {
        await created();
        const queryOptions = code === undefined ? {} : { filter: odata`PartitionKey eq ${code}` };
        const settings = continuation === undefined ? {} : { continuationToken: continuation };
        const pages = table.listEntities({ queryOptions }).byPage({ maxPageSize: top, ...settings });
        const { value: page } = await pages.next();
        const reviews = (page ?? []).map((entity: unknown) => entitySchema.parse(entity));
        return { reviews, continuation: page?.continuationToken };
      }),

    naming: (isMeant) =>
      storageCall('reading the reviews of one associate', async () => {
        await created();
        const found: Review[] = [];
        for await (const entity of table.listEntities()) {
          const review = entitySchema.parse(entity);
          const { key, rivalKey } = review;
          if (isMeant(key) || (rivalKey !== undefined && isMeant(rivalKey))) found.push(review);
        }
        return found;
      }),
  };
}

/** Whether a text has the form of the continuation that a page ends with. */
export function isContinuation(text: string): boolean {
  try {
    const token: unknown = JSON.parse(Buffer.from(text, 'base64').toString());
    return z.object({ nextPartitionKey: z.string() }).safeParse(token).success;
  } catch {
    return false;
  }
}

async function submitByCode(table: TableClient, actions: readonly TransactionAction[]): Promise<void> {
  const byCode = Map.groupBy(actions, ([, { partitionKey }]) => partitionKey);
  const transactions = [...byCode.values()].flatMap((all) =>
    Array.from({ length: Math.ceil(all.length / MAX_TRANSACTION) }, (_, index) =>
      all.slice(index * MAX_TRANSACTION, (index + 1) * MAX_TRANSACTION),
    ),
  );
  await Promise.all(transactions.map((transaction) => table.submitTransaction(transaction)));
}

async function removeIfThere(table: TableClient, review: Review): Promise<void> {
  try {
    await table.submitTransaction([['delete', toEntity(review)]]);
  } catch (error) {
    if (storageStatus(error) !== 404) throw error;
  }
}

function toEntity({ key, code, reviewId, since, rivalKey }: Review) {
  const rowKey = `${toRowKey(key)}|${reviewId}`;
  return { partitionKey: code, rowKey, key, code, reviewId, since, rivalKey };
}
