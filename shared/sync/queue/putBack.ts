import { requeueDelayMs } from '../../backoff.ts';
import { LostRace, RetryLater, StopAndAlert } from '../../errors.ts';
import { classOf } from '../../outcomes/outcomeClass.ts';
import type { Telemetry } from '../../telemetry/events.ts';
import type { LogEntry } from '../../telemetry/log.ts';
import type { BatchDone } from '../ports/batchDone.ts';
import type { BatchQueue } from '../ports/batchQueue.ts';
import type { Clock } from '../ports/clock.ts';
import { runStartedAt } from '../ports/ids.ts';
import type { Log } from '../ports/log.ts';
import type { BatchMessage, RunMessage } from '../ports/messages.ts';

export interface PutBackParts {
  readonly queue: BatchQueue;
  readonly log: Log;
  readonly telemetry: Telemetry;
  readonly clock: Clock;
  /** Milliseconds after which a write whose answer was lost has arrived, or never will. */
  readonly quietMs: number;
  /** Told why. */
  readonly onPutBack?: ((reason: RetryLater | StopAndAlert) => void) | undefined;
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
  work: () => Promise<BatchDone>,
): Promise<void> {
  try {
    const { counts, doubtful, removal, waitMs } = await work();
    const after = doubtful.size > 0 ? { ...message, doubtful: true } : message;
    if (removal) await putBack({ ...after, removal }, 'DELETE_DUE', '', parts, waitMs);
    else if ((counts.pending ?? 0) > 0) await putBack(after, 'UNACCOUNTED', '', parts);
    else if (after.doubtful) await lookAgainLater(message, [...doubtful], parts);
  } catch (error) {
    if (!(error instanceof RetryLater || error instanceof StopAndAlert)) throw error;
    parts.onPutBack?.(error);
    const wishMs = error instanceof RetryLater ? error.afterMs : undefined;
    await putBack(forcedAfter(error, message), error.code, error.message, parts, wishMs);
  }
}

/** When HubSpot may hold the new row or the old one, the fingerprint says nothing: next time past it. */
function forcedAfter(error: RetryLater | StopAndAlert, message: BatchMessage): BatchMessage {
  if (error instanceof LostRace)
    return {
      ...message,
      doubtful: true,
      forceKeys: [...new Set([...(message.forceKeys ?? []), ...error.keys])],
    };
  return error.outcomeUnknown ? { ...message, force: true, doubtful: true } : message;
}

/**
 * A write whose answer was lost may be applied later than a newer one, and HubSpot would hold the older row while the ledger
 * says that it holds the newer. So once such a write cannot be under way any more, the contacts are read back.
 */
export async function lookAgainLater(
  message: BatchMessage,
  keys: readonly string[],
  { queue, quietMs }: Pick<PutBackParts, 'queue' | 'quietMs'>,
): Promise<void> {
  const force = message.doubtful === true;
  const { doubtful: _, forceKeys: __, ...rest } = message;
  await queue.put([{ ...rest, attempt: 1, force, forceKeys: keys, lookAgain: true }], quietMs);
}

const OPERATIONS = { adopt: 'ADOPT', verify: 'VERIFY', detect: 'DETECT', replay: 'REPLAY' } as const;

/**
 * Works on a run that takes longer than one invocation, and puts it back on the queue until it is at its end: at once when
 * only the time was over, with a growing delay when something was in the way.
 */
export async function carryOn(
  message: RunMessage,
  parts: PutBackParts,
  work: () => Promise<boolean>,
): Promise<void> {
  try {
    if (!(await work())) await parts.queue.put([{ ...message, attempt: 1 }]);
  } catch (error) {
    if (!(error instanceof RetryLater || error instanceof StopAndAlert)) throw error;
    parts.onPutBack?.(error);
    const wishMs = error instanceof RetryLater ? error.afterMs : undefined;
    const delayMs = Math.max(pauseMs(message.attempt, error.code), wishMs ?? 0);
    await parts.queue.put([{ ...message, attempt: message.attempt + 1 }], delayMs);
    const next = { ...message, attempt: message.attempt + 1 };
    tell(next, OPERATIONS[message.kind], error.code, error.message, delayMs, parts);
  }
}

async function putBack(
  message: BatchMessage,
  code: string,
  reason: string,
  parts: PutBackParts,
  wishMs = 0,
): Promise<void> {
  const delayMs = Math.max(pauseMs(message.attempt, code), wishMs);
  const next = { ...message, attempt: message.attempt + 1 };
  await parts.queue.put([next], delayMs);
  tell(next, 'BATCH', code, reason, delayMs, parts);
}

/** Waiting for a slot of the limit is no failure: it must not make the next wait longer. */
function pauseMs(attempt: number, code: string): number {
  return requeueDelayMs(code === 'HUBSPOT_RATE_LIMITED' ? 1 : attempt);
}

function tell(
  message: Pick<BatchMessage, 'runId' | 'attempt'> & Partial<Pick<BatchMessage, 'batchId' | 'changes'>>,
  operation: LogEntry['operation'],
  code: string,
  reason: string,
  delayMs: number,
  { log, telemetry, clock }: PutBackParts,
): void {
  const { runId, batchId = '', attempt, changes = [] } = message;
  telemetry.emit({
    name: 'PutBack',
    dimensions: { runId, batchId, code, outcomeClass: classOf(code) },
    measurements: {
      records: changes.length,
      attempt,
      delayMs,
      ageMs: clock.now() - runStartedAt(runId),
    },
  });
  const when = `Attempt ${message.attempt} in ${Math.round(delayMs / 1000)} s.`;
  log({
    level: 'warn',
    operation,
    status: 'RETRY',
    code,
    message: `${reason ? `${reason} ` : ''}${when}`,
    batchId: message.batchId,
    runId: message.runId,
  });
}
