import type { RowError } from '../errors.ts';
import { json, type Reply } from '../http/reply.ts';
import type { Portal } from '../portal.ts';
import { shuffled } from '../random.ts';
import { formatTime } from '../time.ts';

export interface BatchAnswer {
  readonly results: readonly object[];
  readonly errors: readonly RowError[];
  /** Status when nothing failed. */
  readonly success: number;
}

/**
 * The envelope of every batch answer. `status` says COMPLETE even on partial failure, results come in no order,
 * and `numErrors` counts error objects, not failed inputs.
 */
export function batchReply(portal: Portal, { results, errors, success }: BatchAnswer): Reply {
  const now = formatTime(Date.now());
  const envelope = {
    status: 'COMPLETE',
    results: shuffled(results, portal.random),
    startedAt: now,
    completedAt: now,
  };
  return errors.length === 0
    ? json(success, envelope)
    : json(portal.switches.partialStatus, { ...envelope, numErrors: errors.length, errors });
}

/** Some ids do not exist: one error object for all of them, with the trace ids when the rows had any. */
export function missingError(
  portal: Portal,
  ids: readonly string[],
  traceIds: readonly string[] = [],
): RowError {
  const context = traceIds.length > 0 ? { ids, objectWriteTraceId: traceIds } : { ids };
  return { status: 'error', category: 'OBJECT_NOT_FOUND', message: portal.texts.someMissing, context };
}
