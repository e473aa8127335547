import { cutBatches } from './cutBatches.ts';
import type { Lane } from './hubspotPorts.ts';
import type { BatchMessage, BatchQueue, Change, RunAccount } from './ports.ts';

/** Puts changes on the queue as batches and counts them as detected; answers how many batches there are. */
export async function enqueue(
  changes: readonly Change[],
  runId: string,
  offset: number,
  lane: Lane,
  { queue, accounts }: { readonly queue: BatchQueue; readonly accounts: RunAccount },
  how: Partial<Pick<BatchMessage, 'force' | 'released'>> = {},
): Promise<number> {
  const messages = cutBatches(changes, runId, offset, lane).map((message) => ({ ...message, ...how }));
  await queue.put(messages);
  await accounts.addDetected(
    runId,
    messages.map((message) => ({ batchId: message.batchId, size: message.changes.length })),
  );
  return messages.length;
}
