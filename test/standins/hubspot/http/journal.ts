/** One call as it went: what was asked, how it ended, which fault came in between. */
export interface JournalEntry {
  /** Epoch milliseconds when the call had been read. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** `upsert`, `batchRead`, …; `unknown` for a path the stand-in does not serve. */
  readonly operation: string;
  /** HTTP status; 0 when the caller got none (socket destroyed, or left hanging). */
  readonly status: number;
  /** Length of `inputs` in the body, 0 when there is none. */
  readonly inputs: number;
  /** For example `before status` or `after reset`: `after` means the write had been committed. */
  readonly fault?: string;
}

const mostEntries = 200_000;

/** The calls so far. Counts are kept for ever, entries only for the last 100,000 calls or more. */
export class Journal {
  #entries: JournalEntry[] = [];
  readonly #calls = new Map<string, number>();

  add(entry: JournalEntry): void {
    this.#calls.set(entry.operation, (this.#calls.get(entry.operation) ?? 0) + 1);
    this.#entries.push(entry);
    if (this.#entries.length > mostEntries) {
      this.#entries = this.#entries.slice(mostEntries / 2);
    }
  }

  entries(): readonly JournalEntry[] {
    return [...this.#entries];
  }

  calls(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#calls);
  }
}
