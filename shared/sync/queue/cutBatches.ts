import type { WriteOperation } from '../../outcomes/writeOperation.ts';
import type { Change } from '../ports/changeFeed.ts';
import type { Lane } from '../ports/lane.ts';
import type { BatchMessage } from '../ports/messages.ts';

export interface CutOptions {
  /** The ledger's form of a key: its order is that of the batches, and those of one form are never apart. */
  readonly ledgerKey: (key: string) => string;
  /** What the batches' ids begin with, where several workers number batches of the run; its id else. */
  readonly name?: string | undefined;
  /** To be done even where the fingerprint says that nothing changed. */
  readonly force?: boolean | undefined;
  /** A person has looked at these deletes. */
  readonly released?: boolean | undefined;
  /** Where it is another one than SYNC_OPERATION. */
  readonly operation?: WriteOperation | undefined;
}

/**
 * Bytes of the changes of a batch. A message of Azure's queue holds 64 KiB, which are 48 KiB before base64, and a batch that comes
 * back may name each of its keys once more.
 */
const MAX_BYTES = 22_000;

/**
 * Batches of neighbours in the ledger's order, so that their outcomes are read with one range query. Spellings that are one to
 * HubSpot count as one and stay together. `offset`: how many batches the run has already; `batchSize`: associates a batch, fewer
 * where a message would not hold them.
 */
export function cutBatches(
  changes: readonly Change[],
  runId: string,
  offset: number,
  lane: Lane,
  batchSize: number,
  { ledgerKey, name = runId, force = false, released, operation }: CutOptions,
): readonly BatchMessage[] {
  const sorted = [...Map.groupBy(changes, ({ key }) => ledgerKey(key))].sort(([a], [b]) => (a < b ? -1 : 1));
  return intoBatches(
    sorted.map(([, ofOne]) => ofOne),
    batchSize,
  ).map((part, index) => ({
    runId,
    batchId: `${name}-${offset + index + 1}`,
    attempt: 1,
    force,
    lane,
    ...(released ? { released } : {}),
    ...(operation ? { operation } : {}),
    changes: part.flat(),
  }));
}

/** `associates`: the changes of each. */
function intoBatches(
  associates: readonly (readonly Change[])[],
  batchSize: number,
): readonly (readonly (readonly Change[])[])[] {
  const batches: (readonly Change[])[][] = [];
  let bytes = 0;
  for (const ofOne of associates) {
    const size = Buffer.byteLength(JSON.stringify(ofOne));
    const current = batches.at(-1);
    if (current && current.length < batchSize && bytes + size <= MAX_BYTES) {
      current.push(ofOne);
      bytes += size;
    } else {
      batches.push([ofOne]);
      bytes = size;
    }
  }
  return batches;
}
