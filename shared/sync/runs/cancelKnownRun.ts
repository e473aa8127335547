import type { Cancelled } from '../../answers/runs.ts';
import { type CancelRunParts, cancelRun } from './cancelRun.ts';
import { type ReadRunParts, readRun } from './readRun.ts';

/** Why a run is not cancelled. */
export type Cancellation = 'unknown' | 'ended' | 'notCancellable';

/**
 * Cancels a run and says how it stands then. One that is cancelled already stays so.
 *
 * @throws as `cancelRun`.
 */
export async function cancelKnownRun(
  runId: string,
  parts: ReadRunParts & CancelRunParts,
): Promise<Cancelled | Cancellation> {
  const run = await readRun(runId, parts);
  if (!run) return 'unknown';
  const { state, mode } = run;
  if (state === 'ended' || state === 'failed') return 'ended';
  if (state === 'running' || state === 'paused') {
    if (!run.canCancel || mode === 'resync') return 'notCancellable';
    await cancelRun(runId, mode, parts);
  }
  const { pending } = ((await readRun(runId, parts)) ?? run).counts;
  return { runId, state: pending > 0 ? 'cancelling' : 'cancelled', pending };
}
