/** What stands in an extract, row by row. */
export type ExtractRow = ReadableRow | UnreadableRow | BlankRow;

interface Place {
  /** The line of the file in which it begins, from 1. */
  readonly line: number;
}

/** The row's values by the mapping's columns; rows count from 1. */
export interface ReadableRow extends Place {
  readonly kind: 'row';
  readonly row: number;
  readonly values: Readonly<Record<string, unknown>>;
}

export interface UnreadableRow extends Place {
  readonly kind: 'unreadable';
  readonly row: number;
  /** Where a quote opened that does not close: the line of the quote, and how many lines below it would have swallowed. */
  readonly quote: OpenQuote | undefined;
}

/** Delimiters without a value, as Excel writes them below a table. */
export interface BlankRow extends Place {
  readonly kind: 'blank';
}

export interface OpenQuote {
  readonly line: number;
  readonly swallowed: number;
}
