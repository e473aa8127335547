import { RetryLater, StopAndAlert } from '../errors.ts';
import { noteCall } from './countCalls.ts';

/** A call to HubSpot, SQL Server or Azure Storage. Names are ours: no URL with a query, no statement's values. */
export interface Dependency {
  readonly type: 'HubSpot' | 'SQL' | 'Azure Storage';
  readonly target: string;
  /** What was called, e.g. `POST /crm/objects/…/batch/upsert`, `rowsByKey`. */
  readonly name: string;
  /** HTTP status, `OK`, or the code of the error. */
  readonly resultCode: string;
  readonly success: boolean;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly durationMs: number;
}

let listener: ((call: Dependency) => void) | undefined;

/** Whoever sends telemetry hears of every call of this process; while nobody listens, a call costs next to nothing. */
export function onDependency(listen: (call: Dependency) => void): void {
  listener = listen;
}

/** Runs a call and tells how it went. `statusOf`: its HTTP status, where the answer has one. */
export async function observed<T>(
  call: Pick<Dependency, 'type' | 'target' | 'name'>,
  work: () => Promise<T>,
  statusOf?: (answer: T) => number,
): Promise<T> {
  if (call.type === 'HubSpot') noteCall();
  if (!listener) return work();
  const [startedAt, started] = [Date.now(), performance.now()];
  const tell = (resultCode: string, success: boolean) => {
    const durationMs = performance.now() - started;
    listener?.({ ...call, resultCode, success, startedAt, durationMs });
  };
  try {
    const answer = await work();
    const status = statusOf?.(answer);
    tell(status === undefined ? 'OK' : String(status), status === undefined || status < 400);
    return answer;
  } catch (error) {
    tell(error instanceof RetryLater || error instanceof StopAndAlert ? error.code : 'FAILED', false);
    throw error;
  }
}
