import type { InvocationCounts, InvocationEvent } from '../hostTypes.ts';

/** Counts invocations per function and tells listeners about each start and end. */
export class InvocationBook {
  readonly #counts = new Map<string, { started: number; succeeded: number; failed: number }>();
  readonly #listeners = new Set<(event: InvocationEvent) => void>();

  subscribe(listener: (event: InvocationEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  record(event: InvocationEvent): void {
    const counts = this.#counts.get(event.functionName) ?? { started: 0, succeeded: 0, failed: 0 };
    this.#counts.set(event.functionName, counts);
    if (event.type === 'start') counts.started++;
    if (event.type === 'end') counts[event.result]++;
    for (const listener of this.#listeners) listener(event);
  }

  counts(): Record<string, InvocationCounts> {
    return Object.fromEntries([...this.#counts].map(([name, counts]) => [name, { ...counts }]));
  }
}
