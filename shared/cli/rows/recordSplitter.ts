/** A record longer than this is no row, but a quote or a line end that is missing. */
const LONGEST = 1_000_000;

/**
 * Cuts a text that comes in pieces into records, undefined standing for one that is too long to be a row. Records end at
 * line ends. With a `delimiter` (CSV, RFC 4180) a line end inside quotes is part of the record, and a quote opens where a
 * field begins.
 */
export class RecordSplitter {
  readonly #delimiter: string | undefined;
  #pending = '';
  #isSkipping = false;
  #inQuotes = false;
  /** Whether a quote would open: where a field begins, and behind one that closed (two together are one, escaped). */
  #mayOpen = true;

  constructor(delimiter?: string) {
    this.#delimiter = delimiter;
  }

  push(piece: string): readonly (string | undefined)[] {
    const records: (string | undefined)[] = [];
    let start = 0;
    for (let end = this.#lineEnd(piece, 0); end !== -1; end = this.#lineEnd(piece, start)) {
      this.#pending += piece.slice(start, end);
      records.push(this.#take());
      start = end + 1;
    }
    this.#pending += piece.slice(start);
    if (this.#pending.length > LONGEST) {
      this.#pending = '';
      this.#isSkipping = true;
    }
    return records;
  }

  /** What is left when the text has ended. */
  end(): readonly (string | undefined)[] {
    return this.#pending !== '' || this.#isSkipping ? [this.#take()] : [];
  }

  #take(): string | undefined {
    const record = this.#isSkipping ? undefined : this.#pending.replace(/\r$/, '');
    this.#pending = '';
    this.#isSkipping = false;
    this.#inQuotes = false;
    this.#mayOpen = true;
    return record;
  }

  /** Where the record ends that goes on at `from`, or −1. */
  #lineEnd(piece: string, from: number): number {
    if (this.#delimiter === undefined || this.#isSkipping) return piece.indexOf('\n', from);
    for (let index = from; index < piece.length; index++) {
      const character = piece.charAt(index);
      if (character === '\n' && !this.#inQuotes) return index;
      const isQuote = character === '"';
      const closes = isQuote && this.#inQuotes;
      if (isQuote) this.#inQuotes = !this.#inQuotes && this.#mayOpen;
      this.#mayOpen = closes || character === this.#delimiter;
    }
    return -1;
  }
}
