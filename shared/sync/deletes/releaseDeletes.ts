import type { KeyForms } from '../../contacts/associateKey.ts';
import type { BatchQueue } from '../ports/batchQueue.ts';
import type { Clock } from '../ports/clock.ts';
import { newRunId } from '../ports/ids.ts';
import type { LedgerScan } from '../ports/outcomeLedger.ts';
import type { RunAccount } from '../ports/runAccount.ts';
import { enqueue } from '../queue/enqueue.ts';
import type { DeleteGuard } from './deleteGuard.ts';

export interface ReleaseDeletesParts {
  readonly ledger: LedgerScan;
  readonly guard: DeleteGuard;
  readonly queue: BatchQueue;
  readonly accounts: RunAccount;
  readonly keyForms: KeyForms;
  readonly clock: Clock;
  /** Keys a batch. */
  readonly batchSize: number;
}

/**
 * A person has decided that the deletes that were held are right: puts exactly those on the queue, past the guard, and lets
 * the guard begin anew. A row that has come back meanwhile is written like any other.
 */
export async function releaseDeletes(
  parts: ReleaseDeletesParts,
): Promise<{ readonly runId: string; readonly released: number }> {
  const runId = newRunId(parts.clock.now());
  await parts.guard.release();
  let released = 0;
  let batches = 0;
  for await (const entries of parts.ledger.inOrder(null)) {
    const changes = entries.flatMap(({ key, code }) =>
      code === 'DELETE_HELD' ? [{ key, version: '' }] : [],
    );
    batches += await enqueue(changes, runId, batches, 'bulk', parts, { released: true });
    released += changes.length;
  }
  return { runId, released };
}
