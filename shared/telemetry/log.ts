import type { Operation } from './contract.ts';

/** Which records get a log line each: those that a person may have to look at, or every one (setting `LOG_RECORDS`). */
export const LOG_RECORDS = ['problems', 'all'] as const;
export type LogRecords = (typeof LOG_RECORDS)[number];

/** What a log line may say: keys, codes, ids and counts. There is no field for a person's value. */
export interface LogEntry {
  readonly level: 'info' | 'warn' | 'error';
  /** Of a record: what became of it (see `sync/logRecord.ts`); else the run, or what was asked for. */
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
    | 'CIRCUIT'
    | 'REPORT'
    /** What a person asked for over HTTP. */
    | 'AUDIT';
  readonly status: 'SUCCESS' | 'FAILED' | 'RETRY';
  /** numero_asociado. */
  readonly contactId?: string | undefined;
  readonly hubspotId?: string | undefined;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  readonly executionTimeMs?: number | undefined;
  readonly batchId?: string | undefined;
  readonly runId?: string | undefined;
  /** Of an audit line, where sign-in is on: who asked, by the id of Entra ID. */
  readonly principalId?: string | undefined;
}

/**
 * One JSON object per line, in the form of the cooperative's document: `level` in capitals, `execution_time` as text in seconds
 * (`"0.5s"`, `"0.012s"`), rounded up to the millisecond, so that what took any time never reads `"0s"`. Absent fields are left out.
 */
export function formatLogLine(entry: LogEntry, now: Date): string {
  return JSON.stringify({
    timestamp: now.toISOString(),
    level: entry.level.toUpperCase(),
    operation: entry.operation,
    contact_id: entry.contactId,
    hubspot_id: entry.hubspotId,
    status: entry.status,
    code: entry.code,
    message: entry.message,
    execution_time: entry.executionTimeMs === undefined ? undefined : inSeconds(entry.executionTimeMs),
    batch_id: entry.batchId,
    run_id: entry.runId,
    principal_id: entry.principalId,
  });
}

/** A clock that was set back may have a negative duration. */
function inSeconds(ms: number): string {
  return `${Math.ceil(Math.max(0, ms)) / 1000}s`;
}
