import { setTimeout as delay } from 'node:timers/promises';

/** Waits without keeping the process alive. */
export async function pause(ms: number): Promise<void> {
  if (ms > 0) {
    await delay(ms, undefined, { ref: false });
  }
}
