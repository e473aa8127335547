import type { FunctionsHost } from '../standins/functions/startFunctionsHost.ts';

/**
 * Resolves when the queue is empty, messages in work included. Looks again after every invocation that ended; the host settles a
 * message before it says so.
 */
export async function untilQueueEmpty(
  hosts: readonly FunctionsHost[],
  queueLength: () => Promise<number>,
): Promise<void> {
  let wake: () => void = () => undefined;
  const unsubscribe = hosts.map((host) =>
    host.onInvocation((event) => {
      if (event.type !== 'start') wake();
    }),
  );
  try {
    for (;;) {
      const ended = new Promise<void>((resolve) => {
        wake = resolve;
      });
      if ((await queueLength()) === 0) return;
      await ended;
    }
  } finally {
    for (const end of unsubscribe) end();
  }
}
