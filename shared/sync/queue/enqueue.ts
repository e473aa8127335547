import type { KeyForms } from '../../contacts/associateKey.ts';
import type { BatchQueue } from '../ports/batchQueue.ts';
import type { Change } from '../ports/changeFeed.ts';
import type { Lane } from '../ports/lane.ts';
import type { RunAccount } from '../ports/runAccount.ts';
import { type CutOptions, cutBatches } from './cutBatches.ts';

export interface EnqueueParts {
  readonly queue: BatchQueue;
  readonly accounts: RunAccount;
  readonly keyForms: KeyForms;
  /** Keys a batch: `sync.batchSize`. */
  readonly batchSize: number;
}

/** Puts changes on the queue as batches and counts them as detected; answers how many batches there are. */
export async function enqueue(
  changes: readonly Change[],
  runId: string,
  offset: number,
  lane: Lane,
  { queue, accounts, batchSize, keyForms }: EnqueueParts,
  options: Omit<CutOptions, 'ledgerKey'> = {},
): Promise<number> {
  const { ledger: ledgerKey } = keyForms;
  const messages = cutBatches(changes, runId, offset, lane, batchSize, { ...options, ledgerKey });
  // First: what is counted and never stored would be pending for ever, and what is stored its worker counts.
  await queue.put(messages);
  await accounts.addDetected(
    runId,
    messages.map((message) => ({ batchId: message.batchId, size: message.changes.length })),
  );
  return messages.length;
}
