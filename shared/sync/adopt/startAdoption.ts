import type { StartRunParts } from '../longRun/longRun.ts';
import { noteBegin, type RunWish } from '../longRun/noteRun.ts';
import { newRunId } from '../ports/ids.ts';
import { NO_COUNTS, readAdoption, saveAdoption } from './adoptionState.ts';

/**
 * Starts an adoption run, or puts the one that is under way back on the queue, and answers its id. One that was cancelled goes on
 * only where the wish names it; undefined when the one it names cannot go on.
 *
 * @throws LostRace when another caller starts one at the same moment.
 */
export async function startAdoption(
  dryRun: boolean,
  { document, queue, accounts, clock }: StartRunParts,
  wish: RunWish = {},
): Promise<{ readonly runId: string; readonly resumed: boolean } | undefined> {
  const { etag, run, ...rest } = await readAdoption(document);
  const isOpen = run !== undefined && run.phase !== 'done' && run.dryRun === dryRun;
  const resumed = isOpen && (run.cancelledAt === undefined || run.runId === wish.resume);
  if (wish.resume !== undefined && !(resumed && run.runId === wish.resume)) return undefined;
  const runId = resumed ? run.runId : newRunId(clock.now());
  if (!resumed) {
    const startedAt = new Date(clock.now()).toISOString();
    const fresh = { runId, dryRun, phase: 'read' as const, batches: 0, startedAt, counts: NO_COUNTS };
    await saveAdoption(document, { ...rest, run: fresh }, etag);
  } else if (run.cancelledAt !== undefined) {
    await saveAdoption(document, { ...rest, run: { ...run, cancelledAt: undefined } }, etag);
  }
  await noteBegin(runId, 'adopt', wish, accounts);
  await queue.put([{ kind: 'adopt', runId, attempt: 1 }]);
  return { runId, resumed };
}
