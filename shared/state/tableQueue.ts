import { randomUUID } from 'node:crypto';
import { odata } from '@azure/data-tables';
import * as z from 'zod';
import type { BatchQueue, QueueGauge } from '../sync/ports/batchQueue.ts';
import type { Clock } from '../sync/ports/clock.ts';
import type { Deliveries, Delivery } from '../sync/ports/deliveries.ts';
import { parseBatchMessage } from './batchQueue.ts';
import { type EntityTable, MAX_TRANSACTION, type StoredEntity } from './entityTable.ts';
import { packText, unpackText } from './packText.ts';
import { once, storageCall } from './storageClients.ts';

const PARTITION = 'queue';
const PAGE = 1000;
/** Digits of a time, so that texts sort as times do. */
const DIGITS = 15;
/** Messages that are worked on stand behind all that wait. */
const IN_WORK = '~';

const entitySchema = z.object({
  rowKey: z.string(),
  deliveries: z.number(),
  putAt: z.number(),
});

/** A message as it is stored. */
interface Stored extends z.infer<typeof entitySchema> {
  readonly text: Readonly<Record<string, string>>;
  readonly message: unknown;
}

/**
 * A queue in a table, for a process that hands out its messages itself: in order of the time from which on they may be. One that is
 * worked on stays in the table until it is done, so that the death of the process loses nothing.
 */
export function createTableQueue(table: EntityTable, clock: Clock): BatchQueue & QueueGauge & Deliveries {
  const created = once(() => table.createTable());
  const list = () => table.listEntities({ queryOptions: { filter: odata`PartitionKey eq ${PARTITION}` } });
  const count = async () => {
    let length = 0;
    for await (const page of list().byPage({ maxPageSize: PAGE })) length += page.length;
    return length;
  };
  const move = (stored: Stored, rowKey: string, deliveries: number) =>
    table.submitTransaction([
      ['delete', { partitionKey: PARTITION, rowKey: stored.rowKey }],
      ['create', toEntity(rowKey, stored.text, deliveries, stored.putAt)],
    ]);

  const toDelivery = (stored: Stored, held: string): Delivery => ({
    message: stored.message,
    number: stored.deliveries + 1,
    finish: () =>
      storageCall('taking a batch off the queue', async () => {
        await table.deleteEntity(PARTITION, held);
      }),
    giveBack: (delayMs) =>
      storageCall('putting a batch back on the queue', async () => {
        const taken = { ...stored, rowKey: held };
        await move(taken, placeAt(clock.now() + delayMs), stored.deliveries + 1);
      }),
  });

  return {
    put: (messages, delayMs = 0) =>
      storageCall('putting batches on the queue', async () => {
        await created();
        const now = clock.now();
        for (let start = 0; start < messages.length; start += MAX_TRANSACTION) {
          await table.submitTransaction(
            messages.slice(start, start + MAX_TRANSACTION).map((message) => {
              return ['create', toEntity(placeAt(now + delayMs), packText(JSON.stringify(message)), 0, now)];
            }),
          );
        }
      }),

    length: () =>
      storageCall('reading the length of the queue', async () => {
        await created();
        return count();
      }),

    read: () =>
      storageCall('looking at the queue', async () => {
        await created();
        const now = clock.now();
        let [length, oldestMs] = [0, 0];
        for await (const entity of list()) {
          const { rowKey, putAt } = entitySchema.parse(entity);
          length++;
          if (rowKey < IN_WORK && dueAtOf(rowKey) <= now) oldestMs = Math.max(oldestMs, now - putAt);
        }
        return { length, oldestMs, poisonLength: 0 };
      }),

    takeUp: () =>
      storageCall('taking up the queue', async () => {
        await created();
        const left: Stored[] = [];
        for await (const entity of list()) left.push(toStored(entity));
        for (const stored of left) {
          const isHeld = stored.rowKey > IN_WORK || !hasItsTime(stored.message);
          if (isHeld) await move(stored, placeAt(0), stored.deliveries);
        }
        return left.length;
      }),

    next: () =>
      storageCall('taking a batch from the queue', async () => {
        await created();
        const pages = list().byPage({ maxPageSize: 1 });
        const { value: page } = await pages.next();
        const first = page?.[0] && toStored(page[0]);
        if (!first || first.rowKey > IN_WORK) return undefined;
        const dueAt = dueAtOf(first.rowKey);
        if (dueAt > clock.now()) return { dueAt };
        const held = `${IN_WORK}${first.rowKey}`;
        await move(first, held, first.deliveries + 1);
        return toDelivery(first, held);
      }),
  };
}

/** Whether HubSpot has to be quiet first; all else only waited for better times, which a person may know of. */
function hasItsTime(message: unknown): boolean {
  const batch = parseBatchMessage(message);
  return batch?.lookAgain === true || batch?.removal !== undefined;
}

function placeAt(time: number): string {
  return `${String(Math.round(time)).padStart(DIGITS, '0')}-${randomUUID()}`;
}

function dueAtOf(place: string): number {
  return Number(place.slice(0, DIGITS));
}

function toEntity(rowKey: string, text: Readonly<Record<string, string>>, deliveries: number, putAt: number) {
  return { partitionKey: PARTITION, rowKey, deliveries, putAt, ...text };
}

function toStored(entity: StoredEntity): Stored {
  const text = unpackText(entity);
  return { ...entitySchema.parse(entity), text: packText(text), message: JSON.parse(text) };
}
