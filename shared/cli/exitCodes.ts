/** How `hubspot-sync` ends, for schedulers and scripts. */
export const EXIT = {
  /** Done, or nothing to do. */
  done: 0,
  /** It failed, or records are not right. */
  failed: 1,
  /** The command is wrong as it was given. */
  usage: 2,
  /** There is work, or rows would be rejected. */
  workLeft: 3,
  /** A login, a token or a scope is refused. */
  notAuthorised: 4,
  /** Somebody did not answer, so that nothing is known. */
  unseen: 5,
} as const;

/** Stopped by a signal: 128 and its number, as shells have it. */
export const SIGNAL_EXITS = { SIGINT: 130, SIGTERM: 143 } as const;
export type StopSignal = keyof typeof SIGNAL_EXITS;

export function isStopSignal(signal: string): signal is StopSignal {
  return signal in SIGNAL_EXITS;
}
