import type { WorkEnd } from '../compose/openLocalApp.ts';
import type { SyncResult } from './syncResult.ts';

/** How work on the queue ended, as a result says it. */
export function whyEnded(end: WorkEnd): Pick<SyncResult, 'stoppedBy' | 'reason'> {
  const reason = end.by === 'failure' ? { code: end.reason.code, message: end.reason.message } : undefined;
  return { stoppedBy: end.by, reason };
}

/** The batch of a message; undefined for one that is none. */
export function batchOf(message: unknown): string | undefined {
  const isBatch = typeof message === 'object' && message !== null && 'batchId' in message;
  return isBatch && typeof message.batchId === 'string' ? message.batchId : undefined;
}
