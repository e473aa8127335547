import type { QueueClient } from '@azure/storage-queue';
import * as z from 'zod';
import { WRITE_OPERATIONS } from '../outcomes/writeOperation.ts';
import type { BatchQueue } from '../sync/ports/batchQueue.ts';
import { LANES } from '../sync/ports/lane.ts';
import type { BatchMessage, RunMessage } from '../sync/ports/messages.ts';
import { once, storageCall } from './storageClients.ts';

/** Never expires: an outage of a week must lose nothing. */
const FOREVER = -1;
const PARALLEL_PUTS = 8;
/** The longest that a message may stay invisible. */
const LONGEST_DELAY_S = 7 * 86_400;

const messageSchema = z.object({
  runId: z.string(),
  batchId: z.string(),
  attempt: z.int().min(1),
  force: z.boolean(),
  forceKeys: z.array(z.string()).optional(),
  lane: z.enum(LANES).default('incremental'),
  operation: z.enum(WRITE_OPERATIONS).optional(),
  doubtful: z.boolean().optional(),
  lookAgain: z.boolean().optional(),
  removal: z.object({ counted: z.int(), dueAt: z.number() }).optional(),
  released: z.boolean().optional(),
  alone: z.boolean().optional(),
  changes: z.array(z.object({ key: z.string(), version: z.string() })).min(1),
});

/** A message as the Functions host hands it over (already parsed as JSON); undefined when it is none of ours. */
export function parseBatchMessage(message: unknown): BatchMessage | undefined {
  return messageSchema.safeParse(message).data;
}

const run = { runId: z.string(), attempt: z.int().min(1) };
const runMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['adopt', 'verify']), ...run }),
  z.object({ kind: z.literal('detect'), mode: z.enum(['incremental', 'full']), ...run }),
  z.object({
    kind: z.literal('replay'),
    ...run,
    selection: z.object({
      code: z.string().optional(),
      ofRun: z.string().optional(),
      since: z.string().optional(),
      until: z.string().optional(),
      resent: z.enum(['never', 'again']).optional(),
      seen: z.enum(['no', 'yes', 'noted']).optional(),
    }),
    continuation: z.string().optional(),
  }),
]);

/** A message that carries a run on; undefined when it is none. */
export function parseRunMessage(message: unknown): RunMessage | undefined {
  return runMessageSchema.safeParse(message).data;
}

/** The queue of batches. Messages are base64, which is what the Functions host's listener expects. */
export function createBatchQueue(queue: QueueClient): BatchQueue {
  const created = once(() => queue.createIfNotExists());
  return {
    put: (messages, delayMs = 0) =>
      storageCall('putting batches on the queue', async () => {
        await created();
        const options = {
          messageTimeToLive: FOREVER,
          visibilityTimeout: Math.min(Math.ceil(delayMs / 1000), LONGEST_DELAY_S),
        };
        for (let start = 0; start < messages.length; start += PARALLEL_PUTS) {
          await Promise.all(
            messages
              .slice(start, start + PARALLEL_PUTS)
              .map((message) =>
                queue.sendMessage(Buffer.from(JSON.stringify(message)).toString('base64'), options),
              ),
          );
        }
      }),

    length: () =>
      storageCall('reading the length of the queue', async () => {
        await created();
        return (await queue.getProperties()).approximateMessagesCount ?? 0;
      }),
  };
}
