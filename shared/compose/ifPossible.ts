import { RetryLater, StopAndAlert } from '../errors.ts';
import type { Log } from '../sync/ports/log.ts';

/** What is kept beside the work must not fail it. */
export async function ifPossible(work: () => Promise<unknown>, log?: Log): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof RetryLater || error instanceof StopAndAlert)) throw error;
    const { code, message } = error;
    log?.({ level: 'warn', operation: 'STATUS', status: 'RETRY', code, message });
  }
}
