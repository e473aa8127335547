import { isAbsent } from '../../outcomes/outcomeKinds.ts';
import type { Telemetry } from '../../telemetry/events.ts';
import { emitBatch, type FinishedBatch } from './emitBatch.ts';
import { logRecord, type RecordLogParts } from './logRecord.ts';

/** A line for each record that LOG_RECORDS asks for, and one for the batch; and the same as events. */
export function reportBatch(
  batch: FinishedBatch,
  parts: RecordLogParts & { readonly telemetry: Telemetry },
): void {
  for (const outcome of batch.outcomes) logRecord(outcome, parts);
  const summary = Object.entries(batch.counts).map(([outcome, count]) => `${count} ${outcome}`);
  const absent = batch.outcomes.filter(isAbsent).length;
  if (absent > 0) summary.push(`of the unchanged ${absent} not in HubSpot`);
  parts.log({
    level: 'info',
    operation: 'BATCH',
    status: 'SUCCESS',
    message: summary.join(', '),
    executionTimeMs: batch.endedAt - batch.startedAt,
    batchId: batch.batchId,
    runId: batch.runId,
  });
  emitBatch(batch, parts.telemetry);
}
