import type { Telemetry } from '../telemetry/events.ts';
import { newRunId } from './ids.ts';
import type {
  BatchMessage,
  BatchQueue,
  Change,
  ChangeFeed,
  Clock,
  Log,
  OutcomeLedger,
  RunAccount,
  WatermarkStore,
} from './ports.ts';

/** As many contacts as HubSpot takes in one call. */
const BATCH_SIZE = 100;

export interface DetectChangesParts {
  readonly feed: ChangeFeed;
  readonly watermarks: WatermarkStore;
  readonly queue: BatchQueue;
  readonly accounts: RunAccount;
  readonly ledger: OutcomeLedger;
  readonly clock: Clock;
  readonly log: Log;
  readonly telemetry: Telemetry;
  /** Detection pauses while this many batches wait. */
  readonly maxQueuedBatches: number;
  /** Milliseconds after which the run ends at the next page and leaves the rest to the next one. */
  readonly timeLimitMs: number;
}

export interface DetectChangesResult {
  readonly runId: string;
  readonly detected: number;
  readonly batches: number;
  /** Why the run ended: nothing was left, or what stopped it. */
  readonly stoppedBy: 'end' | 'queueFull' | 'timeLimit' | 'anotherDetector';
}

/**
 * One run of detection: pages of changed keys become batches on the queue, and only when a page's batches are
 * stored does the watermark move past it. A crash in between repeats the page, which costs nothing but
 * fingerprints.
 */
export async function detectChanges(parts: DetectChangesParts): Promise<DetectChangesResult> {
  const { queue, accounts, watermarks, clock, log } = parts;
  const startedAt = clock.now();
  const runId = newRunId(startedAt);
  const stored = await watermarks.read();
  const room = parts.maxQueuedBatches - (await queue.length());
  let etag = stored?.etag;
  let detected = 0;
  let batches = 0;
  let fullPassReason = '';
  let stoppedBy: DetectChangesResult['stoppedBy'] = room > 0 ? 'end' : 'queueFull';

  if (room > 0) {
    for await (const page of parts.feed.pages(stored?.position)) {
      const messages = cutBatches(page.changes, runId, batches);
      await queue.put(messages);
      await accounts.addDetected(
        runId,
        messages.map(({ batchId, changes }) => ({ batchId, size: changes.length })),
      );
      if (page.keylessRows > 0) await rejectKeylessRows(page.keylessRows, runId, parts);
      etag = await watermarks.save(page.next, etag);
      fullPassReason ||= page.fullPassReason ?? '';
      detected += page.changes.length + page.keylessRows;
      batches += messages.length;
      if (etag === undefined) stoppedBy = 'anotherDetector';
      else if (batches >= room) stoppedBy = 'queueFull';
      else if (clock.now() - startedAt > parts.timeLimitMs) stoppedBy = 'timeLimit';
      if (stoppedBy !== 'end') break;
    }
  }

  const durationMs = clock.now() - startedAt;
  const why = fullPassReason && ` Full pass: ${fullPassReason}.`;
  log({
    level: 'info',
    operation: 'DETECT',
    status: 'SUCCESS',
    message: `${detected} changes in ${batches} batches, ended by ${stoppedBy}.${why}`,
    executionTimeMs: durationMs,
    runId,
  });
  parts.telemetry.emit({
    name: 'SyncRun',
    dimensions: { runId, stoppedBy, fullPassReason },
    measurements: { detected, batches, durationMs },
  });
  return { runId, detected, batches, stoppedBy };
}

/** Batches of neighbours in the ledger's order, so that their outcomes are read with one range query. */
function cutBatches(changes: readonly Change[], runId: string, offset: number): readonly BatchMessage[] {
  const sorted = [...changes].sort((a, b) => (a.key < b.key ? -1 : 1));
  const messages: BatchMessage[] = [];
  for (let start = 0; start < sorted.length; start += BATCH_SIZE) {
    messages.push({
      runId,
      batchId: `${runId}-${offset + messages.length + 1}`,
      attempt: 1,
      force: false,
      changes: sorted.slice(start, start + BATCH_SIZE),
    });
  }
  return messages;
}

/** Rows without a key cannot be read again or sent; they end here, as one outcome that says how to find them. */
async function rejectKeylessRows(rows: number, runId: string, parts: DetectChangesParts): Promise<void> {
  const batchId = `${runId}-keyless`;
  const code = 'KEY_MISSING';
  const previous = await parts.ledger.read(['']);
  // A lost race means that another run has just recorded the same.
  await parts.ledger.commit(
    [
      {
        key: '',
        outcome: 'rejected',
        code,
        properties: [],
        hubspotId: undefined,
        sourceVersion: undefined,
        fingerprint: undefined,
        batchId,
        runId,
        attempts: 1,
        durationMs: 0,
      },
    ],
    previous,
  );
  await parts.accounts.finishBatch(runId, batchId, rows, {
    counts: { rejected: rows },
    rejectedByCode: { [code]: rows },
  });
  parts.log({
    level: 'error',
    operation: 'DETECT',
    status: 'FAILED',
    code,
    message: `${rows} rows have no key (NULL) and cannot be sent; give them one in SQL Server.`,
    batchId,
    runId,
  });
}
