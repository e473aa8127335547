import type { StartRunParts } from '../longRun/longRun.ts';
import { newRunId } from '../ports/ids.ts';
import { NO_COUNTS, readAdoption, saveAdoption } from './adoptionState.ts';

/**
 * Starts an adoption run, or puts the one that is under way back on the queue, and answers its id.
 *
 * @throws LostRace when another caller starts one at the same moment.
 */
export async function startAdoption(
  dryRun: boolean,
  { document, queue, clock }: StartRunParts,
): Promise<{ readonly runId: string; readonly resumed: boolean }> {
  const state = await readAdoption(document);
  const resumed = state.run !== undefined && state.run.phase !== 'done' && state.run.dryRun === dryRun;
  const runId = resumed && state.run ? state.run.runId : newRunId(clock.now());
  if (!resumed) {
    const startedAt = new Date(clock.now()).toISOString();
    const run = { runId, dryRun, phase: 'read' as const, batches: 0, startedAt, counts: NO_COUNTS };
    const { etag, run: _, ...rest } = state;
    await saveAdoption(document, { ...rest, run }, etag);
  }
  await queue.put([{ kind: 'adopt', runId, attempt: 1 }]);
  return { runId, resumed };
}
