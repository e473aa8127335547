const MINIMUM_MS = 100;
const JITTER = 0.2;

/**
 * How long to wait after an empty fetch: 100 ms, then 100 ms more than a growing, randomised interval, up to
 * `maximumMs`. A found message starts it over. These are the numbers of the host's RandomizedExponentialBackoff.
 */
export class PollingDelay {
  readonly #maximumMs: number;
  #emptyFetches = 0;

  constructor(maximumMs: number) {
    this.#maximumMs = maximumMs;
  }

  next(): number {
    const exponent = this.#emptyFetches++;
    if (exponent === 0) return MINIMUM_MS;
    const random = 1 - JITTER + 2 * JITTER * Math.random();
    return Math.min(this.#maximumMs, MINIMUM_MS + random * 2 ** (exponent - 1) * MINIMUM_MS);
  }

  reset(): void {
    this.#emptyFetches = 0;
  }
}
