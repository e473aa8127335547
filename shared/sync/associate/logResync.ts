import type { RecordOutcome } from '../../outcomes/recordOutcome.ts';
import { logRecord, type RecordLogParts } from '../report/logRecord.ts';

/**
 * Writes the line of a resync: whoever asks for one associate finds it, whatever LOG_RECORDS says. Of a dry run nothing became,
 * so its line has what was asked for.
 */
export function logResync(record: RecordOutcome, dryRun: boolean, parts: RecordLogParts): void {
  if (!dryRun) {
    logRecord(record, { ...parts, logRecords: 'all' }, 'resync');
    return;
  }
  const { key, outcome, code, hubspotId, durationMs, runId } = record;
  const isRefused = outcome === 'rejected' || outcome === 'conflict';
  parts.log({
    level: isRefused ? 'warn' : 'info',
    operation: 'RESYNC',
    status: isRefused ? 'FAILED' : 'SUCCESS',
    contactId: key,
    hubspotId,
    code,
    message: `dry run: would be ${outcome}`,
    executionTimeMs: durationMs,
    runId,
  });
}
