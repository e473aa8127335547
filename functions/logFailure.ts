import { RetryLater, StopAndAlert, StorageRefusal } from '../shared/errors.ts';
import type { Log } from '../shared/sync/ports/log.ts';
import type { LogEntry } from '../shared/telemetry/log.ts';

/** One line for an invocation that failed. Of an error that is not ours only the name is shown: its text may hold values. */
export function logFailure(log: Log, operation: LogEntry['operation'], error: unknown): void {
  const isOurs = error instanceof RetryLater || error instanceof StopAndAlert;
  log({
    level: 'error',
    operation,
    status: error instanceof RetryLater ? 'RETRY' : 'FAILED',
    code: isOurs ? error.code : 'BUG',
    message:
      isOurs || error instanceof StorageRefusal
        ? error.message
        : `Unexpected ${error instanceof Error ? error.name : 'error'}.`,
  });
}
