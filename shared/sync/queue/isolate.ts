import type { BatchQueue } from '../ports/batchQueue.ts';
import type { Log } from '../ports/log.ts';
import type { BatchMessage } from '../ports/messages.ts';
import type { BatchSplitter } from '../ports/runAccount.ts';

/**
 * From this delivery on a batch is taken apart instead: what ended two invocations without an outcome may be one record, and
 * the others must not go down with it.
 */
const ISOLATED_FROM = 3;
/** Batches that went down together come back together; over this time they come back one by one. */
const SPREAD_MS = 30_000;

export interface IsolateParts {
  readonly queue: BatchQueue;
  readonly accounts: BatchSplitter;
  readonly log: Log;
}

/** Whether it is unknown which record ended the invocations. What stands alone is tried until the host gives it up. */
export function isToBeIsolated(message: BatchMessage, delivery: number): boolean {
  return delivery >= ISOLATED_FROM && !message.alone;
}

/**
 * Has records that ended an invocation come again by themselves: several as two halves, one at a moment of its own, since it
 * may only have been at work beside the one to blame. Doing it again changes nothing. They go past the fingerprint: what the
 * invocations that ended did is unknown.
 */
export async function isolate(
  message: BatchMessage,
  parts: IsolateParts,
  random: () => number = Math.random,
): Promise<void> {
  const { runId, batchId, changes } = message;
  if (changes.length > 1) await halve(message, parts);
  else {
    const apart = { ...message, force: true, doubtful: true, alone: true };
    await parts.queue.put([apart], Math.round(random() * SPREAD_MS));
  }
  const how = changes.length > 1 ? 'they go on as two halves' : 'it comes again by itself';
  parts.log({
    level: 'warn',
    operation: 'BATCH',
    status: 'RETRY',
    code: 'BATCH_ISOLATED',
    message: `${changes.length} records ended every invocation so far: ${how}.`,
    batchId,
    runId,
  });
}

async function halve(message: BatchMessage, { queue, accounts }: IsolateParts): Promise<void> {
  const { runId, batchId, changes } = message;
  const middle = Math.ceil(changes.length / 2);
  const halves = [changes.slice(0, middle), changes.slice(middle)].map((part, index) => ({
    ...message,
    force: true,
    doubtful: true,
    batchId: `${batchId}.${index + 1}`,
    changes: part,
  }));
  await accounts.split(
    runId,
    batchId,
    halves.map((half) => ({ batchId: half.batchId, size: half.changes.length })),
  );
  await queue.put(halves);
}
