/**
 * SQLite has one writer at a time, and node:sqlite would block the whole process waiting for it. So sessions queue here first; a
 * transaction keeps the lock from its first write to its end.
 */
export class WriterLock {
  #held = false;
  readonly #waiting: (() => void)[] = [];

  /** Resolves to false when the signal gave the wait up. */
  async acquire(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false;
    if (!this.#held) {
      this.#held = true;
      return true;
    }
    return new Promise((resolve) => {
      const enter = (): void => {
        signal.removeEventListener('abort', leave);
        resolve(true);
      };
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(enter), 1);
        resolve(false);
      };
      this.#waiting.push(enter);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  release(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#held = false;
    else next();
  }
}
