/** A pause that can be cut short. */
export class Alarm {
  #ring: () => void = () => undefined;

  /** Resolves after `ms` milliseconds, or with the next `ring`. */
  async wait(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      timer = setTimeout(resolve, Math.max(0, ms));
      this.#ring = resolve;
    });
    clearTimeout(timer);
  }

  ring(): void {
    this.#ring();
  }
}

/** Resolves when `clock` says `time` or later: a timer alone may end a millisecond early. */
export async function waitUntil(time: number, clock: { now(): number }): Promise<void> {
  for (let left = time - clock.now(); left > 0; left = time - clock.now()) {
    await new Promise((resolve) => setTimeout(resolve, left));
  }
}
