import type { StartRunParts } from '../longRun/longRun.ts';
import { startVerification } from './startVerification.ts';
import { readVerification } from './verificationState.ts';

/**
 * Starts a verification because its time has come. One that is under way goes on as it was begun, with its repairs; one that a person
 * cancelled stays cancelled, and another begins.
 *
 * @throws LostRace when somebody starts one at the same moment.
 */
export async function verifyOnSchedule(
  parts: StartRunParts,
): Promise<{ readonly stoppedBy: 'end'; readonly runId: string | undefined }> {
  const { run } = await readVerification(parts.document);
  const isOpen = run !== undefined && run.phase !== 'done' && run.cancelledAt === undefined;
  const started = await startVerification(isOpen && run.repair, parts);
  return { stoppedBy: 'end', runId: started?.runId };
}
