const EVERY_ROWS = 500;
const EVERY_MS = 200;

/** Shows on a terminal how far a long check is; elsewhere it says nothing. */
export class Progress {
  readonly #write: ((text: string) => void) | undefined;
  #rows = 0;
  #shownAt = 0;
  #isShown = false;

  /** @param write undefined where nobody watches. */
  constructor(write: ((text: string) => void) | undefined) {
    this.#write = write;
  }

  /** One more row of a pass; `of` is about how many there will be, 0 where that is not known. */
  step(what: string, of: number): void {
    this.#rows += 1;
    if (this.#write && this.#rows % EVERY_ROWS === 0 && Date.now() - this.#shownAt >= EVERY_MS) {
      const share = of > this.#rows ? `, ${Math.floor((100 * this.#rows) / of)} %` : '';
      this.show(`${what}: ${this.#rows} rows${share}`);
    }
  }

  show(text: string): void {
    this.#write?.(`\r\x1b[K${text}`);
    this.#shownAt = Date.now();
    this.#isShown = true;
  }

  /** A pass has ended: the line is free again, and rows are counted from 0. */
  clear(): void {
    if (this.#isShown) this.#write?.('\r\x1b[K');
    this.#isShown = false;
    this.#rows = 0;
  }
}
