const REMEMBERED = 50;
/** Fewer say too little of what is still to come. */
const ENOUGH = 20;

/**
 * How long requests of this process may be under way before HubSpot counts them. Only the answer tells, and it comes later still: so
 * at most as long as the slowest of the last fifty took.
 */
export class TransitGauge {
  #tookMs: readonly number[] = [];

  /** Milliseconds, with this answer; undefined while there were too few. */
  note(tookMs: number): number | undefined {
    this.#tookMs = [...this.#tookMs, Math.ceil(tookMs)].slice(-REMEMBERED);
    return this.#tookMs.length < ENOUGH ? undefined : Math.max(...this.#tookMs);
  }
}
