/** A pause that can be cut short. */
export class InterruptiblePause {
  #interrupt: () => void = () => undefined;

  /** Resolves after `ms` milliseconds, or with the next `interrupt`. */
  async wait(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      timer = setTimeout(resolve, Math.max(0, ms));
      this.#interrupt = resolve;
    });
    clearTimeout(timer);
  }

  interrupt(): void {
    this.#interrupt();
  }
}
