/** How a record stands after a line of it: whole, still within quotes, or with quotes that do not match. */
export type RecordState = 'whole' | 'open' | 'broken';

/**
 * Reads one CSV record (RFC 4180) line by line: a line end within quotes belongs to the value. An empty field and an unquoted
 * NULL, as SQL Server Management Studio writes it, are null.
 */
export class RecordParser {
  readonly fields: (string | null)[] = [];
  readonly #delimiter: string;
  /** The lines so far of a value whose quote has not closed. */
  #open: string[] = [];
  /** What the values that go over several lines hold. */
  readonly spans: { readonly lineEnds: number; readonly delimiters: number }[] = [];

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  /** Whether it stands within quotes. */
  get isOpen(): boolean {
    return this.#open.length > 0;
  }

  take(line: string): RecordState {
    let at = 0;
    let { isOpen } = this;
    for (;;) {
      if (!isOpen && line[at] === '"') {
        at += 1;
        isOpen = true;
      }
      if (isOpen) {
        const end = closingQuote(line, at);
        this.#open.push(line.slice(at, end));
        if (end === undefined) return 'open';
        this.#close();
        isOpen = false;
        at = end + 1;
        if (at < line.length && line[at] !== this.#delimiter) return 'broken';
      } else {
        const end = line.indexOf(this.#delimiter, at);
        const text = line.slice(at, end === -1 ? line.length : end);
        // In one line it is a quote that somebody wrote; behind a value of several lines it shows that this was none.
        if (this.spans.length > 0 && text.includes('"')) return 'broken';
        this.fields.push(text === '' || text === 'NULL' ? null : text);
        at += text.length;
      }
      if (at >= line.length) return 'whole';
      at += 1;
    }
  }

  #close(): void {
    const text = this.#open.join('\n');
    if (this.#open.length > 1) {
      const delimiters = text.split(this.#delimiter).length - 1;
      this.spans.push({ lineEnds: this.#open.length - 1, delimiters });
    }
    this.#open = [];
    this.fields.push(text.replaceAll('""', '"'));
  }
}

function closingQuote(line: string, from: number): number | undefined {
  let at = line.indexOf('"', from);
  while (at !== -1 && line[at + 1] === '"') at = line.indexOf('"', at + 2);
  return at === -1 ? undefined : at;
}
