import type { Mapping } from '../../../contacts/mapping.ts';
import { FileFault } from '../fileFault.ts';
import type { Extract } from '../input/openExtract.ts';
import { ColumnsSeen } from '../records/columnsSeen.ts';
import type { ExtractRow } from '../records/extractRow.ts';
import { placeOf } from '../records/placeOf.ts';
import { MOST_LINES } from '../records/readCsv.ts';
import { readRows } from '../records/readRows.ts';
import type { Format } from '../records/recogniseFormat.ts';
import { IdentifierTwins } from './identifierTwins.ts';

/** What only all rows together show. */
export interface RowSurvey {
  readonly rows: number;
  readonly twins: IdentifierTwins;
  readonly notes: readonly string[];
}

/**
 * The first pass over the rows: which columns there are, which identifiers stand twice, which quotes do not close.
 *
 * @throws FileFault when the rows cannot be judged: there are none, or a required column is missing in all of them.
 */
export function surveyRows(
  extract: Extract,
  format: Format,
  mapping: Mapping,
  progress: () => void,
): RowSurvey {
  const columns = new ColumnsSeen(mapping);
  const twins = new IdentifierTwins(mapping, format.lines);
  let [rows, readable, blank] = [0, 0, 0];
  const quotes: string[] = [];
  for (const row of readRows(extract, format, mapping, columns)) {
    progress();
    if (row.kind === 'blank') blank += 1;
    else rows += 1;
    if (row.kind === 'row') {
      readable += 1;
      twins.note(row.values, placeOf(row, format));
    } else if (quotes.length < MOST_QUOTES) quotes.push(...describeQuote(row));
  }
  judgeColumns(columns, rows, readable);
  const notes = [
    ...quotes,
    ...(blank === 0 ? [] : [`${blank} lines hold delimiters alone; they are no rows.`]),
    ...named('Columns the mapping file does not know, ignored', columns.unknown()),
    ...named('Columns of the mapping file that no row has', columns.absent()),
  ];
  return { rows, twins, notes };
}

/** Enough to see what is wrong with a file; every row that is given up is named by itself. */
const MOST_QUOTES = 5;

function describeQuote(row: ExtractRow): readonly string[] {
  if (row.kind !== 'unreadable' || !row.quote) return [];
  const { line, swallowed } = row.quote;
  const count =
    swallowed >= MOST_LINES
      ? `${MOST_LINES} lines or more`
      : swallowed === 1
        ? 'a line'
        : `${swallowed} lines`;
  return [
    `Line ${line}: a quote (") opens and does not close; it would swallow ${count} below. That row is not read, those below are. Correct the line.`,
  ];
}

function judgeColumns(columns: ColumnsSeen, rows: number, readable: number): void {
  if (rows === 0) throw new FileFault('The file holds no rows.');
  if (readable === 0)
    throw new FileFault(`None of the ${rows} rows can be read: they are neither CSV nor JSON objects.`);
  const missing = columns.missing();
  if (missing.length === 0) return;
  const unknown = columns.unknown();
  const others = unknown.length === 0 ? '' : ` Columns of other names: ${unknown.join(', ')}.`;
  const what = missing.length === 1 ? 'column' : 'columns';
  throw new FileFault(`No row has the required ${what} ${missing.join(', ')}.${others}`);
}

function named(what: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`${what}: ${names.join(', ')}`];
}
