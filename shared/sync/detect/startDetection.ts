import { LostRace } from '../../errors.ts';
import type { BatchQueue } from '../ports/batchQueue.ts';
import type { Clock } from '../ports/clock.ts';
import { newRunId } from '../ports/ids.ts';
import type { RunNotes } from '../ports/runAccount.ts';
import type { StateDocument } from '../ports/stateDocument.ts';

export interface StartDetectionParts {
  readonly watermarks: StateDocument;
  /** The position from which a full pass begins, and the run it is counted in; a pass that was asked for goes on. */
  readonly askForFullPass: (
    position: string | undefined,
    runId: string,
  ) => { readonly position: string | undefined; readonly runId: string };
  readonly accounts: RunNotes;
  readonly queue: BatchQueue;
  readonly clock: Clock;
}

/** A running detector moves the watermark with each page. */
const TRIES = 10;

/**
 * Has detection begin now, by the queue. `full`: the whole table anew, over as many detections as it takes; the cursor stays,
 * so that nothing that changes meanwhile is missed.
 *
 * @throws LostRace when a running detector moves the watermark all the time.
 */
export async function startDetection(
  mode: 'incremental' | 'full',
  parts: StartDetectionParts,
): Promise<{ readonly runId: string; readonly resumed: boolean }> {
  const asked = newRunId(parts.clock.now());
  const runId = mode === 'full' ? await beginFullPass(asked, parts) : asked;
  await parts.accounts.note(runId, { mode, stage: 'waiting' });
  await parts.queue.put([{ kind: 'detect', mode, runId, attempt: 1 }]);
  return { runId, resumed: runId !== asked };
}

async function beginFullPass(
  asked: string,
  { watermarks, askForFullPass }: StartDetectionParts,
): Promise<string> {
  for (let tries = 0; tries < TRIES; tries++) {
    const stored = await watermarks.read();
    const { position, runId } = askForFullPass(stored?.text, asked);
    const isStored = position === undefined || position === stored?.text;
    if (isStored || (await watermarks.save(position, stored?.etag)) !== undefined) return runId;
  }
  throw new LostRace('the watermark', []);
}
