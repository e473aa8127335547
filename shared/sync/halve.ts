import type { BatchMessage } from './messages.ts';
import type { BatchQueue, BatchSplitter, Log } from './ports.ts';

/**
 * From this delivery on a batch is halved instead: what ended two invocations without an outcome may be one record, and the
 * others must not go down with it. A single record is tried until the host gives it up.
 */
const HALVED_FROM = 3;

export interface HalveParts {
  readonly queue: BatchQueue;
  readonly accounts: BatchSplitter;
  readonly log: Log;
}

export function isToBeHalved(message: BatchMessage, delivery: number): boolean {
  return delivery >= HALVED_FROM && message.changes.length > 1;
}

/**
 * Puts two halves on the queue in place of a batch, in its account too. Doing it again changes nothing. They go past the
 * fingerprint: what the invocations that ended did is unknown.
 */
export async function halve(message: BatchMessage, { queue, accounts, log }: HalveParts): Promise<void> {
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
  const reason = `${changes.length} records ended every invocation so far: they go on as two halves.`;
  log({
    level: 'warn',
    operation: 'BATCH',
    status: 'RETRY',
    code: 'BATCH_HALVED',
    message: reason,
    batchId,
    runId,
  });
}
