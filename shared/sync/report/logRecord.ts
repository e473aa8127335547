import type { OutcomeName } from '../../outcomes/outcome.ts';
import { isAbsent, isOk } from '../../outcomes/outcomeKinds.ts';
import type { RecordOutcome } from '../../outcomes/recordOutcome.ts';
import type { WriteOperation } from '../../outcomes/writeOperation.ts';
import type { LogEntry, LogRecords } from '../../telemetry/log.ts';
import type { Log } from '../ports/log.ts';

export interface RecordLogParts {
  readonly log: Log;
  /** What SYNC_OPERATION says; `UPSERT` where absent. */
  readonly operation?: Uppercase<WriteOperation>;
  /** `problems` where absent. */
  readonly logRecords?: LogRecords;
}

/** What became of a record, where one word of the log says it; else its line has what was to be done. */
const BECAME: Partial<Record<OutcomeName, LogEntry['operation']>> = {
  created: 'INSERT',
  updated: 'UPDATE',
  adopted: 'UPDATE',
  deleted: 'DELETE',
};

/**
 * Writes the line of a record, where LOG_RECORDS asks for it: key, ids, code, property names and times, never a value. `problems`
 * passes over what asks nothing of anybody. `by`: who asked for it, where it was no run.
 */
export function logRecord(
  record: RecordOutcome,
  { log, operation = 'UPSERT', logRecords = 'problems' }: RecordLogParts,
  by = '',
): void {
  const { key, outcome, code, hubspotId, durationMs, batchId, runId } = record;
  if (logRecords === 'problems' && isOk(outcome)) return;
  log({
    ...gravityOf(record),
    operation: BECAME[outcome] ?? operation,
    contactId: key,
    hubspotId,
    code,
    message: `${describe(record)}${by && `, by ${by}`}`,
    executionTimeMs: durationMs,
    batchId,
    runId,
  });
}

function gravityOf(record: RecordOutcome): Pick<LogEntry, 'level' | 'status'> {
  const { outcome, code } = record;
  // Every reconciliation asks again.
  if (isAbsent(record)) return { level: 'info', status: 'RETRY' };
  if (isOk(outcome)) return { level: 'info', status: 'SUCCESS' };
  // What the policy wants is done; what the guard holds is a person's to decide.
  if (outcome === 'deleted' && code !== 'DELETE_HELD') return { level: 'info', status: 'SUCCESS' };
  if (outcome === 'pending') return { level: 'warn', status: 'RETRY' };
  return { level: outcome === 'failed' ? 'error' : 'warn', status: 'FAILED' };
}

function describe({ outcome, properties, conflictId, rivalKey }: RecordOutcome): string {
  const named = properties.length > 0 ? `: ${properties.join(', ')}` : '';
  const holder = conflictId ? ` (held by contact ${conflictId})` : '';
  return `${outcome}${named}${holder}${rivalKey ? ` (also claimed by ${rivalKey})` : ''}`;
}
