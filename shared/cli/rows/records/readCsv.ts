import type { OpenQuote } from './extractRow.ts';
import { RecordParser } from './recordParser.ts';
import { type Line, LONGEST } from './splitLines.ts';

/** A value of more lines is none. */
export const MOST_LINES = 1000;

/** One record of a CSV file; without `fields` it cannot be read. */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly (string | null)[] | undefined;
  readonly quote: OpenQuote | undefined;
}

/**
 * The records below the header, each of as many fields as `columns`. A quote that opens by mistake would swallow the lines below
 * it up to the next quote, or to the end: then only the line in which the record begins is given up, and the lines below
 * are read as they stand.
 */
export function* readCsv(lines: Iterable<Line>, delimiter: string, columns: number): Generator<CsvRecord> {
  const queue = new LineQueue(lines);
  for (let line = queue.next(); line; line = queue.next()) {
    const { text } = line;
    if (text === undefined || text.includes('"')) {
      yield readQuoted(line, queue, delimiter, columns);
    } else if (text.trim() !== '') {
      const fields = text.split(delimiter).map((field) => (field === '' || field === 'NULL' ? null : field));
      yield { line: line.number, fields: fitted(fields, columns), quote: undefined };
    }
  }
}

function readQuoted(first: Line, queue: LineQueue, delimiter: string, columns: number): CsvRecord {
  const parser = new RecordParser(delimiter);
  const below: Line[] = [];
  let opened = first.number;
  let letters = 0;
  for (let line: Line | undefined = first; line; line = queue.next()) {
    if (line !== first) below.push(line);
    if (line.text === undefined) break;
    const closed = parser.fields.length;
    const state = parser.take(line.text);
    if (state === 'whole' && !swallows(parser, columns)) {
      const fields = fitted(parser.fields, columns);
      if (fields || below.length === 0) return { line: first.number, fields, quote: undefined };
    }
    if (state !== 'open') break;
    if (line === first || parser.fields.length > closed) opened = line.number;
    letters += line.text.length;
    if (letters > LONGEST || below.length >= MOST_LINES || closed > columns) break;
  }
  queue.putBack(below);
  const swallowed = (below.at(-1)?.number ?? first.number) - opened;
  const quote = swallowed > 0 || parser.isOpen ? { line: opened, swallowed } : undefined;
  return { line: first.number, fields: undefined, quote };
}

/**
 * A value that spans lines and holds as many delimiters as whole rows would, or holds some and leaves too many fields: it is no
 * value, but rows.
 */
function swallows({ spans, fields }: RecordParser, columns: number): boolean {
  return spans.some(
    ({ lineEnds, delimiters }) =>
      delimiters > 0 && (delimiters >= lineEnds * (columns - 1) || fields.length > columns),
  );
}

/** Fields without a column are dropped where they hold nothing: spreadsheets write them. */
function fitted(fields: readonly (string | null)[], columns: number) {
  if (fields.length === columns) return fields;
  const isFilled = fields.length < columns || fields.slice(columns).some((field) => field !== null);
  return isFilled ? undefined : fields.slice(0, columns);
}

/** Lines to come, of which some may be put back. */
class LineQueue {
  readonly #lines: Iterator<Line>;
  #back: Line[] = [];

  constructor(lines: Iterable<Line>) {
    this.#lines = lines[Symbol.iterator]();
  }

  next(): Line | undefined {
    const back = this.#back.pop();
    if (back) return back;
    const { done, value } = this.#lines.next();
    return done ? undefined : value;
  }

  /** They come next, in this order. */
  putBack(lines: readonly Line[]): void {
    this.#back.push(...lines.toReversed());
  }
}
