import type { Mapping } from '../../../contacts/mapping.ts';
import { FileFault } from '../fileFault.ts';
import { ByteSurvey } from '../input/byteSurvey.ts';
import { decodeText } from '../input/decodeText.ts';
import type { Extract } from '../input/openExtract.ts';
import { recogniseBinary } from '../input/recogniseBinary.ts';
import { recogniseEncoding } from '../input/recogniseEncoding.ts';
import type { TextEncoding } from '../input/textEncoding.ts';
import { type CsvHeader, readCsvHeader } from './csvHeader.ts';
import { type Line, splitLines } from './splitLines.ts';

/** How an extract is to be read. */
export interface Format {
  readonly encoding: TextEncoding;
  readonly lineEnd: '\n' | '\r';
  /** Rows as a table, an object a line, or objects in an array. */
  readonly kind: 'csv' | 'ndjson' | 'json';
  readonly header: CsvHeader | undefined;
  /** About as many rows as there are. */
  readonly lines: number;
  /** What the person who gave the file should know, one sentence each. */
  readonly notes: readonly string[];
}

/** Letters of the beginning in which the kind of file and its header are looked for. */
const BEGINNING = 64 * 1024;
const LINES = 20;

/**
 * Looks at every byte of an extract and at its first lines.
 *
 * @param told the encoding that the user named.
 * @throws FileFault when it is no table that can be checked.
 */
export function recogniseFormat(extract: Extract, mapping: Mapping, told: TextEncoding | undefined): Format {
  const survey = new ByteSurvey();
  let beginning: Uint8Array | undefined;
  for (const bytes of extract.read()) {
    if (!beginning) {
      beginning = Uint8Array.from(bytes.subarray(0, BEGINNING));
      const sentence = recogniseBinary(beginning);
      if (sentence !== undefined) throw new FileFault(sentence);
    }
    survey.take(bytes);
  }
  survey.end();
  const { encoding, notes } = recogniseEncoding(beginning ?? new Uint8Array(), survey, told);
  const { lineEnd } = survey;
  const text = readBeginning(extract, encoding);
  const kind = kindOf(text.trimStart());
  const header = kind === 'csv' ? readCsvHeader(firstLines(text, lineEnd), mapping) : undefined;
  return {
    encoding,
    lineEnd,
    kind,
    header,
    lines: Math.max(survey.lineFeeds, survey.carriageReturns),
    notes,
  };
}

function firstLines(text: string, lineEnd: '\n' | '\r'): readonly Line[] {
  if (text.length >= BEGINNING && !text.trimStart().includes(lineEnd))
    throw new FileFault(
      'The first line does not end: the file has no line ends. Export it anew as CSV UTF-8.',
    );
  return [...splitLines([text], lineEnd)].filter((line) => line.text?.trim() !== '').slice(0, LINES);
}

function readBeginning(extract: Extract, encoding: TextEncoding): string {
  let text = '';
  for (const piece of decodeText(extract, encoding)) {
    text += piece;
    if (text.trimStart().length >= BEGINNING) break;
  }
  if (text.trim() === '') throw new FileFault('The file is empty.');
  return text;
}

function kindOf(text: string): Format['kind'] {
  if (text.startsWith('<'))
    throw new FileFault(
      'The file is HTML or XML, which some programs save under the name .xls or .csv. Open it in Excel, choose "Guardar como", "CSV UTF-8 (delimitado por comas)", and check the file that this makes.',
    );
  if (text.startsWith('[') || /^\{\s*[\r\n]/.test(text)) return 'json';
  return text.startsWith('{') ? 'ndjson' : 'csv';
}
