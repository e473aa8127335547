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
}

/**
 * Batches of neighbours in the ledger's order, so that their outcomes are read with one range query. Spellings that are one to
 * HubSpot count as one and stay together. `offset`: how many batches the run has already; `batchSize`: associates a batch.
 */
export function cutBatches(
  changes: readonly Change[],
  runId: string,
  offset: number,
  lane: Lane,
  batchSize: number,
  { ledgerKey, name = runId, force = false, released }: CutOptions,
): readonly BatchMessage[] {
  const sorted = [...Map.groupBy(changes, ({ key }) => ledgerKey(key))].sort(([a], [b]) => (a < b ? -1 : 1));
  const messages: BatchMessage[] = [];
  for (let start = 0; start < sorted.length; start += batchSize) {
    messages.push({
      runId,
      batchId: `${name}-${offset + messages.length + 1}`,
      attempt: 1,
      force,
      lane,
      ...(released ? { released } : {}),
      changes: sorted.slice(start, start + batchSize).flatMap(([, ofOne]) => ofOne),
    });
  }
  return messages;
}
