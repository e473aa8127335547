import { LostRace } from '../../errors.ts';
import { readAdoption, saveAdoption } from '../adopt/adoptionState.ts';
import type { Clock } from '../ports/clock.ts';
import type { RunNote, RunNotes } from '../ports/runAccount.ts';
import type { StateDocument } from '../ports/stateDocument.ts';
import { readVerification, saveVerification } from '../verify/verificationState.ts';

export interface CancelRunParts {
  readonly accounts: RunNotes;
  readonly adoption: StateDocument;
  readonly verification: StateDocument;
  readonly watermarks: StateDocument;
  readonly reconciliation: StateDocument;
  /** Where a full pass that is stopped keeps its place. */
  readonly stoppedPass: StateDocument;
  /** The position without the full pass of this run, and where that stood; undefined when no such pass is on. */
  readonly stopFullPass: (
    position: string | undefined,
    runId: string,
  ) => { readonly position: string; readonly stopped: object } | undefined;
  readonly clock: Clock;
}

/** Whoever works on a run stores how far it has come with each page. */
const TRIES = 10;

/**
 * Stops what a run produces: its detection, adoption, verification, reconciliation or selection of reviews. Whoever is at work on
 * it loses its place with the page in hand; what is on the queue is still written and counted, and no position moves. It does not
 * begin again by itself. `mode`: what the run is. Doing it again changes nothing.
 *
 * @throws LostRace when the run moves on all the time; RetryLater when Storage does not answer.
 */
export async function cancelRun(runId: string, mode: RunNote['mode'], parts: CancelRunParts): Promise<void> {
  const cancelledAt = new Date(parts.clock.now()).toISOString();
  // First of all, so that a message of the run that is taken from the queue now does nothing any more.
  await parts.accounts.note(runId, { mode, stage: 'ended', cancelledAt, endedAt: cancelledAt });
  switch (mode) {
    case 'adopt':
      return again(() => cancelAdoption(runId, cancelledAt, parts));
    case 'verify':
      return again(() => cancelVerification(runId, cancelledAt, parts));
    case 'full':
    case 'incremental':
      return again(() => stopDetection(runId, parts));
    case 'reconcile':
      return again(() => takePlace(parts.reconciliation));
    case 'replay':
    case 'releaseDeletes':
  }
}

async function cancelAdoption(
  runId: string,
  cancelledAt: string,
  { adoption }: CancelRunParts,
): Promise<boolean> {
  const { etag, run, ...rest } = await readAdoption(adoption);
  if (run?.runId !== runId || run.phase === 'done') return true;
  return isFirst(() => saveAdoption(adoption, { ...rest, run: { ...run, cancelledAt } }, etag));
}

async function cancelVerification(
  runId: string,
  cancelledAt: string,
  { verification }: CancelRunParts,
): Promise<boolean> {
  const { run, last, etag } = await readVerification(verification);
  if (run?.runId !== runId || run.phase === 'done') return true;
  return isFirst(() => saveVerification(verification, { run: { ...run, cancelledAt }, last }, etag));
}

async function stopDetection(
  runId: string,
  { watermarks, stoppedPass, stopFullPass }: CancelRunParts,
): Promise<boolean> {
  const stored = await watermarks.read();
  const pass = stopFullPass(stored?.text, runId);
  if (!pass) return takePlace(watermarks);
  const place = await stoppedPass.read();
  if ((await stoppedPass.save(JSON.stringify(pass.stopped), place?.etag)) === undefined) return false;
  return (await watermarks.save(pass.position, stored?.etag)) !== undefined;
}

/** Stores a position as it is: whoever was moving it finds that it is no longer the one he knows. */
async function takePlace(document: StateDocument): Promise<boolean> {
  const stored = await document.read();
  return stored === undefined || (await document.save(stored.text, stored.etag)) !== undefined;
}

async function isFirst(save: () => Promise<unknown>): Promise<boolean> {
  try {
    await save();
    return true;
  } catch (error) {
    if (error instanceof LostRace) return false;
    throw error;
  }
}

async function again(step: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) if (await step()) return;
  throw new LostRace('a run', []);
}
