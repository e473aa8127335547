import { requeueDelayMs } from '../backoff.ts';
import { RetryLater, StopAndAlert } from '../errors.ts';
import type { BatchMessage, BatchQueue, Log, OutcomeCounts } from './ports.ts';

export interface PutBackParts {
  readonly queue: BatchQueue;
  readonly log: Log;
}

/**
 * Runs the work of a batch. When it cannot be done now, or left records pending, the message goes back to the
 * queue with a growing delay and a higher attempt; that does not use up its dequeue count, so no outage, however long,
 * makes it poison. Any other error is a bug and is thrown.
 *
 * @throws RetryLater when the queue cannot be reached either; the host then delivers the message again.
 */
export async function putBackOnFailure(
  message: BatchMessage,
  parts: PutBackParts,
  work: () => Promise<OutcomeCounts>,
): Promise<void> {
  try {
    const counts = await work();
    if ((counts.pending ?? 0) > 0) await putBack(message, message.force, 'UNACCOUNTED', '', parts);
  } catch (error) {
    if (!(error instanceof RetryLater || error instanceof StopAndAlert)) throw error;
    // When HubSpot may hold the new row or the old one, the fingerprint says nothing: next time past it.
    const inDoubt = error instanceof RetryLater && error.outcomeUnknown;
    const wishMs = error instanceof RetryLater ? error.afterMs : undefined;
    await putBack(message, message.force || inDoubt, error.code, error.message, parts, wishMs);
  }
}

async function putBack(
  message: BatchMessage,
  force: boolean,
  code: string,
  reason: string,
  { queue, log }: PutBackParts,
  wishMs = 0,
): Promise<void> {
  const delayMs = Math.max(requeueDelayMs(message.attempt), wishMs);
  await queue.put([{ ...message, attempt: message.attempt + 1, force }], delayMs);
  log({
    level: 'warn',
    operation: 'BATCH',
    status: 'RETRY',
    code,
    message: `${reason ? `${reason} ` : ''}Attempt ${message.attempt + 1} in ${Math.round(delayMs / 1000)} s.`,
    batchId: message.batchId,
    runId: message.runId,
  });
}
