import type { Telemetry } from '../telemetry/events.ts';
import { isInHubSpot } from './outcomes.ts';
import type { BatchMessage, Log, OutcomeCounts, OutcomeName, RecordOutcome } from './ports.ts';

/** One line for the batch, and one for each record that a person may have to look at. */
export function reportBatch(
  outcomes: readonly RecordOutcome[],
  counts: OutcomeCounts,
  { batchId, runId, attempt }: BatchMessage,
  durationMs: number,
  { log, telemetry }: { readonly log: Log; readonly telemetry: Telemetry },
): void {
  for (const { key, outcome, code, properties, hubspotId, conflictId, rivalKey } of outcomes) {
    if (isInHubSpot(outcome)) continue;
    // What the policy wants is done; what the guard holds is a person's to decide.
    const isDeleted = outcome === 'deleted' && code !== 'DELETE_HELD';
    log({
      level: isDeleted ? 'info' : 'warn',
      operation: outcome === 'deleted' ? 'DELETE' : 'UPSERT',
      status: isDeleted ? 'SUCCESS' : outcome === 'pending' ? 'RETRY' : 'FAILED',
      contactId: key,
      hubspotId,
      code,
      message: describe(outcome, properties, conflictId, rivalKey),
      batchId,
      runId,
    });
    telemetry.emit({
      name: 'RecordOutcome',
      dimensions: { contactId: key, outcome, code, runId, batchId },
      measurements: {},
    });
  }
  const summary = Object.entries(counts).map(([outcome, count]) => `${count} ${outcome}`);
  log({
    level: 'info',
    operation: 'BATCH',
    status: 'SUCCESS',
    message: summary.join(', '),
    executionTimeMs: durationMs,
    batchId,
    runId,
  });
  telemetry.emit({
    name: 'Batch',
    dimensions: { runId, batchId },
    measurements: { ...counts, attempt, durationMs },
  });
}

function describe(
  outcome: OutcomeName,
  properties: readonly string[],
  conflictId: string | undefined,
  rivalKey: string | undefined,
): string {
  const named = properties.length > 0 ? `: ${properties.join(', ')}` : '';
  const holder = conflictId ? ` (held by contact ${conflictId})` : '';
  return `${outcome}${named}${holder}${rivalKey ? ` (also claimed by ${rivalKey})` : ''}`;
}
