/**
 * At most `limit` calls in any window of `windowMs`, exactly: it remembers the time of each call it let through.
 * A refused call does not count (assumed: HubSpot does not say).
 */
export class RollingWindow {
  readonly #taken: number[];
  #oldest = 0;
  #count = 0;
  readonly limit: number;
  readonly #windowMs: number;
  readonly #now: () => number;

  constructor(limit: number, windowMs: number, now: () => number = () => performance.now()) {
    this.limit = limit;
    this.#windowMs = windowMs;
    this.#now = now;
    this.#taken = new Array<number>(limit).fill(0);
  }

  tryTake(): boolean {
    this.#forgetOld();
    if (this.#count >= this.limit) {
      return false;
    }
    this.#taken[(this.#oldest + this.#count) % this.limit] = this.#now();
    this.#count += 1;
    return true;
  }

  remaining(): number {
    this.#forgetOld();
    return this.limit - this.#count;
  }

  #forgetOld(): void {
    const before = this.#now() - this.#windowMs;
    while (this.#count > 0 && (this.#taken[this.#oldest] ?? 0) <= before) {
      this.#oldest = (this.#oldest + 1) % this.limit;
      this.#count -= 1;
    }
  }
}
