import { parsePosition } from './position.ts';

/** Where a full pass that was stopped had come to. */
export interface StoppedPass {
  readonly runId: string;
  readonly afterKey: string | null;
}

/**
 * The position from which the next detection goes through the whole table, counted in the run `runId`; one that was stopped goes
 * on behind its last key. A pass that somebody asked for before and that is still on goes on in its own run; without a usable
 * position a full pass begins by itself.
 */
export function askForFullPass(
  stored: string | undefined,
  { runId, afterKey }: StoppedPass,
): { readonly position: string | undefined; readonly runId: string } {
  const position = stored === undefined ? undefined : parsePosition(stored);
  if (!position) return { position: undefined, runId };
  if (position.fullPass?.runId !== undefined) return { position: stored, runId: position.fullPass.runId };
  const fullPass = { afterKey, reason: 'asked for', runId };
  return { position: JSON.stringify({ ...position, fullPass }), runId };
}

/** The position without the full pass of this run, and where that stood; undefined when no such pass is on. */
export function stopFullPass(
  stored: string | undefined,
  runId: string,
): { readonly position: string; readonly stopped: StoppedPass } | undefined {
  const position = stored === undefined ? undefined : parsePosition(stored);
  if (position?.fullPass?.runId !== runId) return undefined;
  const { fullPass, ...rest } = position;
  return { position: JSON.stringify(rest), stopped: { runId, afterKey: fullPass.afterKey } };
}

/** The run of the full pass that is on, if somebody asked for it. */
export function fullPassRunOf(stored: string | undefined): string | undefined {
  return stored === undefined ? undefined : parsePosition(stored)?.fullPass?.runId;
}
