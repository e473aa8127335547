import { RetryLater, StopAndAlert } from '../../errors.ts';
import type { QueueGauge } from '../ports/batchQueue.ts';
import type { StateDocument } from '../ports/stateDocument.ts';
import { changeLook, type LookedEnd, type PlannedTimer, withEnds, withTimers } from './look.ts';

type Found = Pick<LookedEnd, 'level' | 'says'>;

/** What a run of the detection timer saw of the neighbours. */
export interface SeenByTick {
  /** Epoch milliseconds. */
  readonly endedAt: number;
  /** What ended it, where it did not come to its own end. */
  readonly failure: unknown;
  /** Why HubSpot is not called; undefined: it is. */
  readonly circuit: { readonly code: string } | undefined;
  readonly queues: Awaited<ReturnType<QueueGauge['read']>>;
}

/**
 * Stores how the neighbours were in this run of the timer, and since when the timers that are on have had their schedules. What nobody
 * asked in it stays as it was.
 */
export async function noteTick(
  seen: SeenByTick,
  timers: readonly PlannedTimer[],
  document: StateDocument,
): Promise<void> {
  const { circuit, queues } = seen;
  const poison = queues.poisonLength;
  await changeLook(document, (look) => {
    // Details of the last full look stay while nothing has changed.
    const sqlServer = sqlServerOf(seen.failure, look.ends.sqlServer);
    const hubspot = hubspotOf(circuit, look.ends.hubspot);
    const now = new Date(seen.endedAt).toISOString();
    return withEnds(
      withTimers(look, timers, now),
      {
        ...(sqlServer ? { sqlServer } : {}),
        ...(hubspot ? { hubspot } : {}),
        queue:
          poison > 0
            ? { level: 'error', says: [{ code: 'QUEUE_POISONED', parameters: { batches: poison } }] }
            : { level: 'ok', says: [{ code: 'QUEUE_READY', parameters: {} }] },
        storage: { level: 'ok', says: [{ code: 'STORAGE_READY', parameters: {} }] },
      },
      now,
    );
  });
}

/** A detection that ended has asked SQL Server; one that failed elsewhere says nothing of it. */
function sqlServerOf(failure: unknown, before: LookedEnd | undefined): Found | undefined {
  if (failure === undefined)
    return before && before.level !== 'error'
      ? before
      : { level: 'ok', says: [{ code: 'SQL_READY', parameters: {} }] };
  const isOurs = failure instanceof RetryLater || failure instanceof StopAndAlert;
  if (!isOurs || !isOfSource(failure.code)) return undefined;
  return { level: 'error', says: [{ code: failure.code, parameters: {} }] };
}

function isOfSource(code: string): boolean {
  return code.startsWith('SQL_') || code === 'SCHEMA' || code === 'CHANGE_TRACKING_OFF';
}

function hubspotOf(circuit: SeenByTick['circuit'], before: LookedEnd | undefined): Found | undefined {
  if (circuit) return { level: 'error', says: [{ code: circuit.code, parameters: {} }] };
  if (before?.level === 'error') return { level: 'ok', says: [{ code: 'HUBSPOT_READY', parameters: {} }] };
  return before;
}
