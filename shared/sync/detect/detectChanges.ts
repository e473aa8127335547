import type { KeyForms } from '../../contacts/associateKey.ts';
import { StopAndAlert } from '../../errors.ts';
import { verdictOf } from '../../outcomes/verdict.ts';
import type { Telemetry } from '../../telemetry/events.ts';
import type { OnOutcomes } from '../ports/batchDone.ts';
import type { BatchQueue } from '../ports/batchQueue.ts';
import type { ChangeFeed } from '../ports/changeFeed.ts';
import type { Circuit } from '../ports/circuit.ts';
import type { Clock } from '../ports/clock.ts';
import { newRunId } from '../ports/ids.ts';
import type { Log } from '../ports/log.ts';
import type { OutcomeLedger } from '../ports/outcomeLedger.ts';
import type { RunAccount } from '../ports/runAccount.ts';
import type { StateDocument } from '../ports/stateDocument.ts';
import { enqueue } from '../queue/enqueue.ts';
import { emitRun, type RunName, tellingFailure } from '../report/reportRun.ts';

export interface DetectChangesParts {
  readonly feed: ChangeFeed;
  readonly circuit: Circuit;
  readonly watermarks: StateDocument;
  readonly queue: BatchQueue;
  readonly accounts: RunAccount;
  readonly keyForms: KeyForms;
  readonly ledger: OutcomeLedger;
  readonly clock: Clock;
  readonly log: Log;
  readonly telemetry: Telemetry;
  /** Detection pauses while this many batches wait. */
  readonly maxQueuedBatches: number;
  /** The run to count in, where somebody asked for it. */
  readonly runId?: string | undefined;
  /** Milliseconds after which the run ends at the next page and leaves the rest to the next one. */
  readonly timeLimitMs: number;
  /** Keys a batch. */
  readonly batchSize: number;
  /** Told of rows that come to their end here, for want of a key. */
  readonly onOutcomes?: OnOutcomes | undefined;
}

export interface DetectChangesResult {
  readonly runId: string;
  readonly detected: number;
  readonly batches: number;
  /** Why the run ended: nothing was left, or what stopped it. */
  readonly stoppedBy: 'end' | 'queueFull' | 'timeLimit' | 'anotherDetector' | 'circuitOpen';
}

/**
 * One run of detection: pages of changed keys become batches on the queue, and only when a page's batches are
 * stored does the watermark move past it. A crash in between repeats the page, which costs nothing but
 * fingerprints.
 */
export async function detectChanges(parts: DetectChangesParts): Promise<DetectChangesResult> {
  const startedAt = parts.clock.now();
  // A detection that is delivered twice, or shares the run of a full pass with others, numbers its batches by itself.
  const name = newRunId(startedAt);
  const run = { runId: parts.runId ?? name, mode: 'detect', startedAt } as const;
  return tellingFailure(run, parts, () => detect(run, name, parts));
}

async function detect(run: RunName, name: string, parts: DetectChangesParts): Promise<DetectChangesResult> {
  const { watermarks, clock, log } = parts;
  const { runId, startedAt } = run;
  const stored = await watermarks.read();
  const room = parts.maxQueuedBatches - (await parts.queue.length());
  let etag = stored?.etag;
  let detected = 0;
  let batches = 0;
  let fullPassReason = '';
  let stoppedBy: DetectChangesResult['stoppedBy'] = room > 0 ? 'end' : 'queueFull';
  // What is detected now would only wait in the queue.
  if (!(await mayCallHubSpot(parts.circuit))) stoppedBy = 'circuitOpen';

  if (stoppedBy === 'end') {
    for await (const page of parts.feed.pages(stored?.text)) {
      const counted = page.runId ?? runId;
      const lane = page.isFullPass ? 'bulk' : 'incremental';
      batches += await enqueue(page.changes, counted, batches, lane, parts, { name });
      for (const { code, message } of page.notices) {
        log({ level: 'warn', operation: 'DETECT', status: 'SUCCESS', code, message, runId });
      }
      if (page.keylessRows > 0) await rejectKeylessRows(page.keylessRows, counted, name, parts);
      etag = await watermarks.save(page.next, etag);
      fullPassReason ||= page.fullPassReason ?? '';
      detected += page.changes.length + page.keylessRows;
      if (etag === undefined) stoppedBy = 'anotherDetector';
      else if (batches >= room) stoppedBy = 'queueFull';
      else if (clock.now() - startedAt > parts.timeLimitMs) stoppedBy = 'timeLimit';
      if (stoppedBy !== 'end') break;
    }
  }

  const why = fullPassReason && ` Full pass: ${fullPassReason}.`;
  log({
    level: 'info',
    operation: 'DETECT',
    status: 'SUCCESS',
    message: `${detected} changes in ${batches} batches, ended by ${stoppedBy}.${why}`,
    executionTimeMs: clock.now() - startedAt,
    runId,
  });
  emitRun(run, { stoppedBy, fullPassReason, detected, compared: detected, batches }, parts);
  return { runId, detected, batches, stoppedBy };
}

async function mayCallHubSpot(circuit: Circuit): Promise<boolean> {
  try {
    await circuit.pass();
    return true;
  } catch (error) {
    if (error instanceof StopAndAlert) return false;
    throw error;
  }
}

/** Rows without a key cannot be read again or sent; they end here, as one outcome that says how to find them. */
async function rejectKeylessRows(
  rows: number,
  runId: string,
  name: string,
  parts: DetectChangesParts,
): Promise<void> {
  const batchId = `${name}-keyless`;
  const code = 'KEY_MISSING';
  const previous = await parts.ledger.read(['']);
  const outcome = {
    key: '',
    ...verdictOf('invalid', undefined, { code }),
    sourceVersion: undefined,
    batchId,
    runId,
    attempts: 1,
    durationMs: 0,
  };
  // A lost race means that another run has just recorded the same.
  await parts.ledger.commit([outcome], previous);
  const result = {
    counts: { rejected: rows },
    rejectedByCode: { [code]: rows },
    othersByCode: {},
    notInHubSpot: 0,
  };
  const end = { endedAt: parts.clock.now(), durationMs: undefined, calls: 0 };
  await parts.accounts.finishBatch(runId, batchId, rows, result, end);
  const message = { runId, batchId, attempt: 1, force: false, lane: 'incremental', changes: [] } as const;
  parts.onOutcomes?.({
    message,
    outcomes: Array.from({ length: rows }, () => outcome),
    counts: result.counts,
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
