import type { Operation } from './contract.ts';

/** What a log line may say: keys, codes, ids and counts. There is no field for a person's value. */
export interface LogEntry {
  readonly level: 'info' | 'warn' | 'error';
  readonly operation:
    | Operation
    | 'DETECT'
    | 'RECONCILE'
    | 'BATCH'
    | 'VERIFY'
    | 'REPLAY'
    | 'DELETE'
    | 'ERASE'
    | 'QUARANTINE'
    | 'STATUS'
    | 'CIRCUIT';
  readonly status: 'SUCCESS' | 'FAILED' | 'RETRY';
  /** numero_asociado. */
  readonly contactId?: string | undefined;
  readonly hubspotId?: string | undefined;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  readonly executionTimeMs?: number | undefined;
  readonly batchId?: string | undefined;
  readonly runId?: string | undefined;
}

/** One JSON object per line, field names as operators query them. Absent fields are left out. */
export function formatLogLine(entry: LogEntry, now: Date): string {
  return JSON.stringify({
    timestamp: now.toISOString(),
    level: entry.level,
    operation: entry.operation,
    contact_id: entry.contactId,
    hubspot_id: entry.hubspotId,
    status: entry.status,
    code: entry.code,
    message: entry.message,
    execution_time: entry.executionTimeMs,
    batch_id: entry.batchId,
    run_id: entry.runId,
  });
}
