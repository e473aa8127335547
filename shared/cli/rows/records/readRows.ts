import type { Mapping } from '../../../contacts/mapping.ts';
import { decodeText } from '../input/decodeText.ts';
import type { Extract } from '../input/openExtract.ts';
import { ColumnsSeen } from './columnsSeen.ts';
import type { CsvHeader } from './csvHeader.ts';
import type { ExtractRow } from './extractRow.ts';
import { objectMatcher } from './objectMatcher.ts';
import { parseObject } from './parseObject.ts';
import { readCsv } from './readCsv.ts';
import type { Format } from './recogniseFormat.ts';
import { type Line, splitLines } from './splitLines.ts';
import { splitObjects } from './splitObjects.ts';

/** The rows of an extract as they come; no more of it is in memory than one of them. What columns it has is noted in `seen`. */
export function readRows(
  extract: Extract,
  format: Format,
  mapping: Mapping,
  seen = new ColumnsSeen(mapping),
): Generator<ExtractRow> {
  const pieces = decodeText(extract, format.encoding);
  if (format.header) return tableRows(splitLines(pieces, format.lineEnd), format.header, seen);
  const split = format.kind === 'json' ? splitObjects : splitLines;
  return objectRows(split(pieces, format.lineEnd), objectMatcher(mapping, seen));
}

function* tableRows(lines: Iterable<Line>, header: CsvHeader, seen: ColumnsSeen): Generator<ExtractRow> {
  const { names, columns, delimiter } = header;
  for (const [at, name] of names.entries()) {
    const column = columns[at];
    if (column === undefined) seen.addUnknown(name);
    else seen.addKnown(column);
  }
  const known = columns.flatMap((column, at) => (column === undefined ? [] : [{ column, at }]));
  let row = 0;
  for (const { line, fields, quote } of readCsv(below(lines, header.line), delimiter, columns.length)) {
    if (fields?.every((field) => field === null)) {
      yield { kind: 'blank', line };
      continue;
    }
    row += 1;
    if (fields) {
      const values: Record<string, unknown> = {};
      for (const { column, at } of known) values[column] = fields[at];
      yield { kind: 'row', row, line, values };
    } else yield { kind: 'unreadable', row, line, quote };
  }
}

function* below(lines: Iterable<Line>, header: number): Generator<Line> {
  for (const line of lines) if (line.number > header) yield line;
}

function* objectRows(lines: Iterable<Line>, match: ReturnType<typeof objectMatcher>): Generator<ExtractRow> {
  let row = 0;
  for (const { number: line, text } of lines) {
    if (text?.trim() === '') continue;
    row += 1;
    const object = parseObject(text);
    yield object
      ? { kind: 'row', row, line, values: match(object, row) }
      : { kind: 'unreadable', row, line, quote: undefined };
  }
}
