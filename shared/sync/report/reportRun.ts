import { RetryLater, StopAndAlert } from '../../errors.ts';
import type { EventOf, Telemetry } from '../../telemetry/events.ts';
import type { Clock } from '../ports/clock.ts';

type SyncRun = EventOf<'SyncRun'>;

/** Which run it is. */
export interface RunName extends Pick<SyncRun['dimensions'], 'runId' | 'mode'> {
  /** Epoch milliseconds. */
  readonly startedAt: number;
}

/** How a run ended. */
export interface RunEnd extends Pick<SyncRun['dimensions'], 'stoppedBy' | 'fullPassReason'> {
  readonly detected: number;
  readonly compared: number;
  readonly batches: number;
}

interface Parts {
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

export function emitRun(run: RunName, end: RunEnd, parts: Parts): void {
  emit(run, end, '', parts);
}

/** Does the work of a run; when an error ends it, that is told before it is thrown on. */
export async function tellingFailure<T>(run: RunName, parts: Parts, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof RetryLater || error instanceof StopAndAlert ? error.code : 'BUG';
    const nothing = { detected: 0, compared: 0, batches: 0 };
    emit(run, { stoppedBy: 'failed', fullPassReason: '', ...nothing }, code, parts);
    throw error;
  }
}

function emit(
  { runId, mode, startedAt }: RunName,
  end: RunEnd,
  code: string,
  { clock, telemetry }: Parts,
): void {
  const { stoppedBy, fullPassReason, ...counts } = end;
  telemetry.emit({
    name: 'SyncRun',
    dimensions: { runId, mode, stoppedBy, code, fullPassReason },
    measurements: { ...counts, durationMs: clock.now() - startedAt },
  });
}
