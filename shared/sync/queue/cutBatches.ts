import type { Change } from '../ports/changeFeed.ts';
import type { Lane } from '../ports/lane.ts';
import type { BatchMessage } from '../ports/messages.ts';

export interface CutOptions {
  /** What the batches' ids begin with, where several workers number batches of the run; its id else. */
  readonly name?: string | undefined;
  /** To be done even where the fingerprint says that nothing changed. */
  readonly force?: boolean | undefined;
  /** A person has looked at these deletes. */
  readonly released?: boolean | undefined;
}

/**
 * Bytes of the changes of a batch. A message of Azure's queue holds 64 KiB, which are 48 KiB before base64, and a batch that comes
 * back may name each of its keys once more.
 */
const MAX_BYTES = 22_000;

/**
 * Batches of neighbours in the ledger's order, so that their outcomes are read with one range query. `offset`: how many
 * batches the run has already; `batchSize`: keys a batch, fewer where a message would not hold them.
 */
export function cutBatches(
  changes: readonly Change[],
  runId: string,
  offset: number,
  lane: Lane,
  batchSize: number,
  { name = runId, force = false, released }: CutOptions = {},
): readonly BatchMessage[] {
  const sorted = [...changes].sort((a, b) => (a.key < b.key ? -1 : 1));
  return intoBatches(sorted, batchSize).map((part, index) => ({
    runId,
    batchId: `${name}-${offset + index + 1}`,
    attempt: 1,
    force,
    lane,
    ...(released ? { released } : {}),
    changes: part,
  }));
}

function intoBatches(changes: readonly Change[], batchSize: number): readonly (readonly Change[])[] {
  const batches: Change[][] = [];
  let bytes = 0;
  for (const change of changes) {
    const size = Buffer.byteLength(JSON.stringify(change)) + 1;
    const current = batches.at(-1);
    if (current && current.length < batchSize && bytes + size <= MAX_BYTES) {
      current.push(change);
      bytes += size;
    } else {
      batches.push([change]);
      bytes = size;
    }
  }
  return batches;
}
