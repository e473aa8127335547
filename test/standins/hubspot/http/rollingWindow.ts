/**
 * At most `limit` calls in any window of `windowMs`, exactly: it remembers the time of each call it let through.
 * A refused call does not count (assumed: HubSpot does not say).
 */
export class RollingWindow {
  limit: number;
  /** Most calls it has had in any window. */
  highest = 0;
  #taken: number[] = [];
  #oldest = 0;
  readonly #windowMs: number;
  readonly #now: () => number;

  constructor(limit: number, windowMs: number, now: () => number = () => performance.now()) {
    this.limit = limit;
    this.#windowMs = windowMs;
    this.#now = now;
  }

  tryTake(): boolean {
    if (this.remaining() <= 0) {
      return false;
    }
    this.#taken.push(this.#now());
    this.highest = Math.max(this.highest, this.#count());
    return true;
  }

  /** Below zero when the limit was lowered under what the window holds. */
  remaining(): number {
    this.#forgetOld();
    return this.limit - this.#count();
  }

  #count(): number {
    return this.#taken.length - this.#oldest;
  }

  #forgetOld(): void {
    const before = this.#now() - this.#windowMs;
    while ((this.#taken[this.#oldest] ?? Number.POSITIVE_INFINITY) <= before) {
      this.#oldest += 1;
    }
    if (this.#oldest > 1024) {
      this.#taken = this.#taken.slice(this.#oldest);
      this.#oldest = 0;
    }
  }
}
