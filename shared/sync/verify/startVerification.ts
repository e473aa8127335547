import type { StartRunParts } from '../longRun/longRun.ts';
import { newRunId } from '../ports/ids.ts';
import { NOTHING_FOUND, readVerification, saveVerification } from './verificationState.ts';

/**
 * Starts a verification run, or puts the one that is under way back on the queue, and answers its id.
 *
 * @throws LostRace when another caller starts one at the same moment.
 */
export async function startVerification(
  repair: boolean,
  { document, queue, clock }: StartRunParts,
): Promise<{ readonly runId: string; readonly resumed: boolean }> {
  const { run, etag } = await readVerification(document);
  const resumed = run !== undefined && run.phase !== 'done' && run.repair === repair;
  const runId = resumed ? run.runId : newRunId(clock.now());
  if (!resumed) {
    const startedAt = new Date(clock.now()).toISOString();
    const fresh = { runId, repair, phase: 'rows' as const, afterKey: null, pages: 0, startedAt };
    await saveVerification(document, { ...fresh, ...NOTHING_FOUND }, etag);
  }
  await queue.put([{ kind: 'verify', runId, attempt: 1 }]);
  return { runId, resumed };
}
