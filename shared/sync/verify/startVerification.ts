import type { StartRunParts } from '../longRun/longRun.ts';
import { noteBegin, type RunWish } from '../longRun/noteRun.ts';
import { newRunId } from '../ports/ids.ts';
import { NOTHING_FOUND, readVerification, saveVerification } from './verificationState.ts';

/**
 * Starts a verification run, or puts the one that is under way back on the queue, and answers its id. One that was cancelled goes
 * on only where the wish names it; undefined when the one it names cannot go on.
 *
 * @throws LostRace when another caller starts one at the same moment.
 */
export async function startVerification(
  repair: boolean,
  { document, queue, accounts, clock }: StartRunParts,
  wish: RunWish = {},
): Promise<{ readonly runId: string; readonly resumed: boolean } | undefined> {
  const { run, last, etag } = await readVerification(document);
  const isOpen = run !== undefined && run.phase !== 'done' && run.repair === repair;
  const resumed = isOpen && (run.cancelledAt === undefined || run.runId === wish.resume);
  if (wish.resume !== undefined && !(resumed && run.runId === wish.resume)) return undefined;
  const runId = resumed ? run.runId : newRunId(clock.now());
  if (!resumed) {
    const startedAt = new Date(clock.now()).toISOString();
    const fresh = { runId, repair, phase: 'rows' as const, afterKey: null, pages: 0, startedAt };
    await saveVerification(document, { run: { ...fresh, ...NOTHING_FOUND }, last }, etag);
  } else if (run.cancelledAt !== undefined) {
    await saveVerification(document, { run: { ...run, cancelledAt: undefined }, last }, etag);
  }
  await noteBegin(runId, 'verify', wish, accounts);
  await queue.put([{ kind: 'verify', runId, attempt: 1 }]);
  return { runId, resumed };
}
