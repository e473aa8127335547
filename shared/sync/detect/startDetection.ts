import * as z from 'zod';
import { LostRace } from '../../errors.ts';
import { noteBegin, type RunWish } from '../longRun/noteRun.ts';
import type { BatchQueue } from '../ports/batchQueue.ts';
import type { Clock } from '../ports/clock.ts';
import { newRunId } from '../ports/ids.ts';
import type { RunNotes } from '../ports/runAccount.ts';
import type { StateDocument } from '../ports/stateDocument.ts';

/** A full pass that a person stopped: it goes on behind this key, if somebody wants it. */
const stoppedPassSchema = z.object({ runId: z.string(), afterKey: z.string().nullable() });
export type StoppedPass = z.infer<typeof stoppedPassSchema>;

export interface StartDetectionParts {
  readonly watermarks: StateDocument;
  /** The full pass that was stopped last. */
  readonly stoppedPass: StateDocument;
  /** The position from which a full pass begins, and the run it is counted in; a pass that was asked for goes on. */
  readonly askForFullPass: (
    position: string | undefined,
    pass: StoppedPass,
  ) => { readonly position: string | undefined; readonly runId: string };
  readonly accounts: RunNotes;
  readonly queue: BatchQueue;
  readonly clock: Clock;
}

/** A running detector moves the watermark with each page. */
const TRIES = 10;

/**
 * Has detection begin now, by the queue. `full`: the whole table anew, over as many detections as it takes; the cursor stays,
 * so that nothing that changes meanwhile is missed. One that was stopped goes on only where the wish names it; undefined when
 * the one it names cannot go on.
 *
 * @throws LostRace when a running detector moves the watermark all the time.
 */
export async function startDetection(
  mode: 'incremental' | 'full',
  parts: StartDetectionParts,
  wish: RunWish = {},
): Promise<{ readonly runId: string; readonly resumed: boolean } | undefined> {
  const asked = newRunId(parts.clock.now());
  const pass =
    wish.resume === undefined ? { runId: asked, afterKey: null } : await stopped(parts.stoppedPass);
  if (!pass || (wish.resume !== undefined && pass.runId !== wish.resume)) return undefined;
  const runId = mode === 'full' ? await beginFullPass(pass, parts) : asked;
  await noteBegin(runId, mode, wish, parts.accounts);
  await parts.queue.put([{ kind: 'detect', mode, runId, attempt: 1 }]);
  return { runId, resumed: runId !== asked };
}

/** The full pass that was stopped last. */
export async function stopped(document: StateDocument): Promise<StoppedPass | undefined> {
  const stored = await document.read();
  return stored && stoppedPassSchema.safeParse(JSON.parse(stored.text)).data;
}

async function beginFullPass(
  pass: StoppedPass,
  { watermarks, askForFullPass }: StartDetectionParts,
): Promise<string> {
  for (let tries = 0; tries < TRIES; tries++) {
    const stored = await watermarks.read();
    const { position, runId } = askForFullPass(stored?.text, pass);
    const isStored = position === undefined || position === stored?.text;
    if (isStored || (await watermarks.save(position, stored?.etag)) !== undefined) return runId;
  }
  throw new LostRace('the watermark', []);
}
