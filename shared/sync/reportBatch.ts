import type { Telemetry } from '../telemetry/events.ts';
import { emitBatch, type FinishedBatch } from './emitBatch.ts';
import { isInHubSpot } from './outcomes.ts';
import type { Log, OutcomeName } from './ports.ts';

/** One line for the batch, and one for each record that a person may have to look at; and the same as events. */
export function reportBatch(
  batch: FinishedBatch,
  { log, telemetry }: { readonly log: Log; readonly telemetry: Telemetry },
): void {
  const { batchId, runId, operation } = batch;
  for (const { key, outcome, code, properties, hubspotId, conflictId, rivalKey } of batch.outcomes) {
    if (isInHubSpot(outcome)) continue;
    // What the policy wants is done; what the guard holds is a person's to decide.
    const isDeleted = outcome === 'deleted' && code !== 'DELETE_HELD';
    log({
      level: isDeleted ? 'info' : 'warn',
      operation: outcome === 'deleted' ? 'DELETE' : operation,
      status: isDeleted ? 'SUCCESS' : outcome === 'pending' ? 'RETRY' : 'FAILED',
      contactId: key,
      hubspotId,
      code,
      message: describe(outcome, properties, conflictId, rivalKey),
      batchId,
      runId,
    });
  }
  const summary = Object.entries(batch.counts).map(([outcome, count]) => `${count} ${outcome}`);
  log({
    level: 'info',
    operation: 'BATCH',
    status: 'SUCCESS',
    message: summary.join(', '),
    executionTimeMs: batch.endedAt - batch.startedAt,
    batchId,
    runId,
  });
  emitBatch(batch, telemetry);
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
