const SILENCE_MS = 60_000;

/** Has something said after a minute of silence. */
export interface Heartbeat {
  /** Something was said. */
  beat(): void;
  stop(): void;
}

export function startHeartbeat(onSilence: () => void): Heartbeat {
  const timer = setInterval(onSilence, SILENCE_MS);
  // Work keeps the process, and not the waiting for it.
  timer.unref();
  return { beat: () => void timer.refresh(), stop: () => clearInterval(timer) };
}
