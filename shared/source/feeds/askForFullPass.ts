import { parsePosition } from './position.ts';

/**
 * The position from which the next detection goes through the whole table, counted in the run `runId`. One that somebody asked
 * for before and that is still on goes on in its own run; without a usable position a full pass begins by itself.
 */
export function askForFullPass(
  stored: string | undefined,
  runId: string,
): { readonly position: string | undefined; readonly runId: string } {
  const position = stored === undefined ? undefined : parsePosition(stored);
  if (!position) return { position: undefined, runId };
  if (position.fullPass?.runId !== undefined) return { position: stored, runId: position.fullPass.runId };
  const fullPass = { afterKey: null, reason: 'asked for', runId };
  return { position: JSON.stringify({ ...position, fullPass }), runId };
}

/** The run of the full pass that is on, if somebody asked for it. */
export function fullPassRunOf(stored: string | undefined): string | undefined {
  return stored === undefined ? undefined : parsePosition(stored)?.fullPass?.runId;
}
