import { AsyncLocalStorage } from 'node:async_hooks';

interface Count {
  calls: number;
}

/** A count, and the one around it. */
interface Level {
  readonly count: Count;
  readonly around: Level | undefined;
}

const levels = new AsyncLocalStorage<Level>();

/** Runs `work`, and adds to `count` each call to HubSpot that is made in it, whatever else the process does meanwhile. */
export function countingCalls<T>(count: Count, work: () => Promise<T>): Promise<T> {
  return levels.run({ count, around: levels.getStore() }, work);
}

/** A call to HubSpot is made. */
export function noteCall(): void {
  for (let level = levels.getStore(); level; level = level.around) level.count.calls++;
}
