import type { Mapping } from '../../../contacts/mapping.ts';
import { FileFault } from '../fileFault.ts';
import { columnFinder, likelyColumn, requiredColumns } from './columnNames.ts';
import { RecordParser } from './recordParser.ts';
import type { Line } from './splitLines.ts';

/** The header of a CSV file. */
export interface CsvHeader {
  readonly line: number;
  readonly delimiter: string;
  /** Its names, and by position the column of the mapping that each stands for. */
  readonly names: readonly string[];
  readonly columns: readonly (string | undefined)[];
}

const DELIMITERS = [',', ';', '\t', '|'];
/** Excel's own line above the header; a spreadsheet that was saved again pads it. */
const SEPARATOR = /^\s*"?sep=(.)"?[,;\t|]*$/i;

/**
 * Reads the header in the first of these lines, or in the second below `sep=;`. Its delimiter is the one that finds most columns
 * of the mapping.
 *
 * @throws FileFault when there is no header, a quote of it does not close, or a column stands twice.
 */
export function readCsvHeader(lines: readonly Line[], mapping: Mapping): CsvHeader {
  const separator = SEPARATOR.exec(lines[0]?.text ?? '')?.[1];
  const [first, ...below] = separator === undefined ? lines : lines.slice(1);
  const header = first && bestReading(first, separator === undefined ? DELIMITERS : [separator], mapping);
  if (!header) throw new FileFault('The file has no header and no rows.');
  if (header === 'open')
    throw new FileFault(
      `Line ${first?.number} should be the header, but a quote opens in it and does not close. Correct that line.`,
    );
  if (countKnown(header) === 0) throw new FileFault(describeNoHeader(header, below, mapping));
  const twice = header.columns.find(
    (column, at) => column !== undefined && header.columns.indexOf(column) < at,
  );
  if (twice !== undefined) throw new FileFault(describeTwice(twice, header));
  return header;
}

function bestReading(
  line: Line,
  delimiters: readonly string[],
  mapping: Mapping,
): CsvHeader | 'open' | undefined {
  const { text } = line;
  if (text === undefined) return undefined;
  const find = columnFinder(mapping);
  const readings = delimiters.flatMap((delimiter) => {
    const parser = new RecordParser(delimiter);
    if (parser.take(text) !== 'whole') return [];
    const names = parser.fields.map((name) => (name ?? '').trim());
    return [{ line: line.number, delimiter, names, columns: names.map(find) }];
  });
  if (readings.length === 0) return 'open';
  return readings.reduce((best, other) => {
    const more = countKnown(other) - countKnown(best) || other.names.length - best.names.length;
    return more > 0 ? other : best;
  });
}

function countKnown({ columns }: CsvHeader): number {
  return columns.filter((column) => column !== undefined).length;
}

/** Nothing of the line is told: where there is no header it is a person. */
function describeNoHeader(header: CsvHeader, below: readonly Line[], mapping: Mapping): string {
  const { line, delimiter, names } = header;
  const lower = below.find((one) => {
    const reading = bestReading(one, DELIMITERS, mapping);
    return reading !== undefined && reading !== 'open' && countKnown(reading) > 1;
  });
  if (lower) return `The header is in line ${lower.number}. Delete the lines above it.`;
  const taken = new Set<string>();
  const likely = names.flatMap((name, at) => {
    const column = likelyColumn(name, mapping, taken);
    if (column !== undefined) taken.add(column);
    return column === undefined ? [] : [`column ${at + 1} may be ${column}`];
  });
  const wanted = requiredColumns(mapping).join(delimiter);
  const hint = likely.length === 0 ? '' : ` (${likely.slice(0, 8).join(', ')})`;
  return `Line ${line} holds no column of the mapping file: there is no header, or its names are others${hint}. Put a line with the columns above the rows: ${wanted}, and the optional ones.`;
}

function describeTwice(column: string, { line, columns }: CsvHeader): string {
  const places = columns.flatMap((one, at) => (one === column ? [at + 1] : []));
  return `The column ${column} stands twice, at places ${places.join(' and ')} of line ${line}. Delete or rename the one that does not count.`;
}
