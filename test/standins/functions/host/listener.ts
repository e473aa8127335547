/** Turns something outside (a queue, the clock) into executions. */
export interface Listener {
  /** Starts listening; after a stop it starts again. */
  start(): void;
  /** Resolves when nothing new is begun any more; what runs goes on. */
  stop(): Promise<void>;
}

/**
 * A listener around a loop. Two loops never run side by side: one that starts again first waits for the end of the
 * one before it.
 */
export function loopListener(loop: (signal: AbortSignal) => Promise<void>): Listener {
  let controller: AbortController | undefined;
  let ended = Promise.resolve();
  return {
    start: () => {
      if (controller !== undefined) return;
      controller = new AbortController();
      const { signal } = controller;
      ended = ended.then(() => loop(signal));
    },
    stop: async () => {
      controller?.abort();
      controller = undefined;
      await ended;
    },
  };
}

/** Settles like `promise`, or resolves when the signal aborts, whichever comes first. */
export async function orAborted(promise: Promise<unknown>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const aborted = Promise.withResolvers<void>();
  const onAbort = () => aborted.resolve();
  signal.addEventListener('abort', onAbort);
  try {
    await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
