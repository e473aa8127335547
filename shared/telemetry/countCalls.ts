import { AsyncLocalStorage } from 'node:async_hooks';

interface Count {
  calls: number;
}

const counts = new AsyncLocalStorage<Count>();

/** Runs `work`, and adds to `count` each call to HubSpot that is made in it, whatever else the process does meanwhile. */
export function countingCalls<T>(count: Count, work: () => Promise<T>): Promise<T> {
  return counts.run(count, work);
}

/** A call to HubSpot is made. */
export function noteCall(): void {
  const count = counts.getStore();
  if (count) count.calls++;
}
