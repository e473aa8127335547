import { everyCount, type OutcomeCounts } from '../../outcomes/countOutcomes.ts';
import { OUTCOMES } from '../../outcomes/outcome.ts';
import { classOf } from '../../outcomes/outcomeClass.ts';
import { isAbsent, isInHubSpot, isOk } from '../../outcomes/outcomeKinds.ts';
import type { RecordOutcome } from '../../outcomes/recordOutcome.ts';
import type { Operation } from '../../telemetry/contract.ts';
import type { Telemetry } from '../../telemetry/events.ts';
import { isSampled, SAMPLED_ONE_IN } from '../../telemetry/sample.ts';
import { runStartedAt } from '../ports/ids.ts';
import type { BatchTimes } from './stopwatch.ts';

/** A batch that is done, as telemetry tells of it. */
export interface FinishedBatch {
  readonly runId: string;
  readonly batchId: string;
  readonly attempt: number;
  readonly operation: Operation;
  readonly outcomes: readonly RecordOutcome[];
  readonly counts: OutcomeCounts;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly times: BatchTimes;
}

/** One event for the batch, one for each record that is not ok, and a sample of the others. */
export function emitBatch(batch: FinishedBatch, telemetry: Telemetry): void {
  const { runId, batchId, attempt, operation, counts, startedAt, endedAt, times } = batch;
  for (const outcome of batch.outcomes) emitRecord(outcome, operation, telemetry);
  const durationMs = endedAt - startedAt;
  const { sqlMs, hubspotMs, ledgerMs } = times;
  telemetry.emit({
    name: 'Batch',
    dimensions: { runId, batchId, operation },
    measurements: {
      records: OUTCOMES.reduce((sum, name) => sum + (counts[name] ?? 0), 0),
      ...everyCount(counts),
      notInHubSpot: batch.outcomes.filter(isAbsent).length,
      attempt,
      durationMs,
      ageMs: endedAt - runStartedAt(runId),
      sqlMs,
      mapMs: Math.max(0, durationMs - sqlMs - hubspotMs - ledgerMs),
      hubspotMs,
      ledgerMs,
    },
  });
}

/** One event for a record that is not ok; of the others, for those in the sample. */
export function emitRecord(record: RecordOutcome, operation: Operation, telemetry: Telemetry): void {
  const { key, hubspotId = '', outcome, code, runId, batchId, attempts, durationMs } = record;
  const mayBeSampled = isOk(outcome);
  if (mayBeSampled && !isSampled(key)) return;
  telemetry.emit({
    name: 'RecordOutcome',
    dimensions: {
      contactId: key,
      hubspotId,
      outcome,
      outcomeClass: isInHubSpot(record) ? 'none' : classOf(code),
      code,
      operation,
      runId,
      batchId,
    },
    measurements: { attempts, durationMs, weight: mayBeSampled ? SAMPLED_ONE_IN : 1 },
  });
}
