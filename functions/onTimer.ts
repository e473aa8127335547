import type { TimerHandler } from '@azure/functions';
import type { Log } from '../shared/sync/ports/log.ts';
import type { LogEntry } from '../shared/telemetry/log.ts';
import { logOf } from './app.ts';
import { logFailure } from './logFailure.ts';

/** A handler that does what a timer is there for, and tells of a failure before the host hears of it. */
export function onTimer(
  operation: LogEntry['operation'],
  work: (log: Log) => Promise<unknown>,
): TimerHandler {
  return async (_timer, context) => {
    const log = logOf(context);
    try {
      await work(log);
    } catch (error) {
      logFailure(log, operation, error);
      throw error;
    }
  };
}
