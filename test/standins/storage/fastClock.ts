/** A clock that shows the machine's time at `from` and has run `speed` times as fast since. */
export interface FastClock {
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly speed: number;
}

/** Node's arguments for a process that lives by this clock. */
export function livingBy({ from, speed }: FastClock): readonly string[] {
  const preload = new URL('runFast.ts', import.meta.url);
  preload.search = `?from=${from}&speed=${speed}`;
  return ['--import', preload.href];
}
