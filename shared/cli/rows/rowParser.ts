import type { ExtractRow } from './extractRow.ts';
import { parseCsvRecord } from './parseCsvRecord.ts';
import { RecordSplitter } from './recordSplitter.ts';

/** Turns the text of an extract, piece by piece, into rows. */
export interface RowParser {
  push(piece: string): readonly ExtractRow[];
  end(): readonly ExtractRow[];
}

/** One JSON object a line; blank lines are no rows. */
export function ndjsonParser(): RowParser {
  return parser(new RecordSplitter(), (record) => (record === undefined ? undefined : parseObject(record)));
}

/** A header line with the columns, then a record a row. The delimiter is what the header holds most of. */
export function csvParser(headerLine: string): RowParser {
  const delimiter = delimiterOf(headerLine);
  let header: readonly (string | null)[] | undefined;
  return parser(new RecordSplitter(delimiter), (record) => {
    const fields = record === undefined ? undefined : parseCsvRecord(record, delimiter);
    if (!header) {
      header = fields ?? [];
      return 'none';
    }
    if (fields?.length !== header.length) return undefined;
    return Object.fromEntries(header.map((column, index) => [column?.trim() ?? '', fields[index]]));
  });
}

function parser(
  splitter: RecordSplitter,
  toRow: (record: string | undefined) => ExtractRow | 'none',
): RowParser {
  const rowsOf = (records: readonly (string | undefined)[]) =>
    records.flatMap((record) => {
      const row = record?.trim() === '' ? 'none' : toRow(record);
      return row === 'none' ? [] : [row];
    });
  return { push: (piece) => rowsOf(splitter.push(piece)), end: () => rowsOf(splitter.end()) };
}

function parseObject(record: string): ExtractRow {
  try {
    const parsed: unknown = JSON.parse(record);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function delimiterOf(headerLine: string): string {
  const counted = [',', ';', '\t', '|'].map((character) => ({
    character,
    count: headerLine.split(character).length,
  }));
  counted.sort((a, b) => b.count - a.count);
  return counted[0]?.character ?? ',';
}
