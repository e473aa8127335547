import { createWriteStream, existsSync } from 'node:fs';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Mapping } from '../../contacts/mapping.ts';
import { FileFault } from './fileFault.ts';
import { type Extract, openExtract } from './input/openExtract.ts';
import type { TextEncoding } from './input/textEncoding.ts';
import { ClerkSheet } from './judge/clerkSheet.ts';
import { type JudgedRow, type Language, rowJudge } from './judge/judgeRow.ts';
import { type RowSurvey, surveyRows } from './judge/surveyRows.ts';
import { Tally } from './judge/tally.ts';
import { Progress } from './progress.ts';
import type { ReadableRow, UnreadableRow } from './records/extractRow.ts';
import { readRows } from './records/readRows.ts';
import { type Format, recogniseFormat } from './records/recogniseFormat.ts';

/** What to check, and what to print of it. */
export interface CheckOptions {
  /** Undefined for standard input. */
  readonly file: string | undefined;
  readonly mapping: Mapping;
  /** Undefined: it is found out. */
  readonly encoding: TextEncoding | undefined;
  readonly language: Language;
  /** A line of JSON for each row, for each row with findings; a sheet of the findings; or the summary alone. */
  readonly print: 'rows' | 'problems' | 'sheet' | 'nothing';
  /** A file to print into, which must not be there yet; undefined for standard output. */
  readonly output: string | undefined;
  /** Whether the sheet shows the values that findings are about. */
  readonly withValues: boolean;
}

export interface CheckIo {
  /** A descriptor. */
  readonly stdin: number;
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
}

/** Exit codes. `failed`: the file could not be checked, or not to its end. */
export const EXIT = { clean: 0, failed: 1, usage: 2, rejected: 3 } as const;

/**
 * Checks an extract against the mapping and touches nothing. It is read three times: its bytes, its rows for what only all of
 * them show, and its rows again, one by one. Nothing is printed of a row before the whole file is understood.
 */
export async function checkRows(options: CheckOptions, io: CheckIo): Promise<number> {
  let extract: Extract | undefined;
  try {
    if (options.output !== undefined && existsSync(options.output))
      throw new FileFault(`${options.output} is there already. Delete it, or choose another name.`);
    extract = openExtract(options.file ?? io.stdin);
    return await check(extract, options, io);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (error instanceof FileFault) say(error.message, io);
    else if (typeof code !== 'string') throw error;
    // Whoever read the lines has read enough.
    else if (code !== 'EPIPE') say(describeSystemError(code, error, options), io);
    return EXIT.failed;
  } finally {
    extract?.close();
  }
}

async function check(extract: Extract, options: CheckOptions, io: CheckIo): Promise<number> {
  const { mapping } = options;
  const progress = progressFor(options, io);
  try {
    progress.show('Looking at the file …');
    const format = recogniseFormat(extract, mapping, options.encoding);
    progress.clear();
    for (const line of [describe(format), ...format.notes]) say(line, io);
    const survey = surveyRows(extract, format, mapping, () => progress.step('Reading', format.lines));
    progress.clear();
    for (const note of survey.notes) say(note, io);
    const tally = new Tally();
    const pages = judgedPages(extract, { format, survey, tally, progress }, options);
    await print(pages, options.output, io.stdout);
    progress.clear();
    for (const line of tally.lines()) say(line, io);
    return tally.rejected + tally.doubled === 0 ? EXIT.clean : EXIT.rejected;
  } finally {
    progress.clear();
  }
}

/** What is printed of rows is personal data: a file of it is for the one who runs the command. */
async function print(pages: Iterable<string>, output: string | undefined, stdout: Writable): Promise<void> {
  const lines = Readable.from(pages);
  if (output === undefined) await pipeline(lines, stdout, { end: false });
  else await pipeline(lines, createWriteStream(output, { flags: 'wx', mode: 0o600 }));
}

interface Job {
  readonly format: Format;
  readonly survey: RowSurvey;
  readonly tally: Tally;
  readonly progress: Progress;
}

const PAGE_LETTERS = 64 * 1024;

/** The second pass over the rows: what is printed, in pages. */
function* judgedPages(extract: Extract, job: Job, options: CheckOptions): Generator<string> {
  const { format, survey, tally, progress } = job;
  const { mapping, language } = options;
  const judge = rowJudge(mapping, format, survey.twins, language);
  const printer = printerOf(options, format);
  let page = printer.header;
  for (const row of readRows(extract, format, mapping)) {
    if (row.kind === 'blank') continue;
    const judged = judge(row);
    tally.add(judged);
    page += printer.print(judged, row);
    progress.step('Checking', survey.rows);
    if (page.length < PAGE_LETTERS) continue;
    yield page;
    page = '';
  }
  if (page !== '') yield page;
}

interface Printer {
  readonly header: string;
  readonly print: (judged: JudgedRow, given: ReadableRow | UnreadableRow) => string;
}

function printerOf({ print, mapping, language, withValues }: CheckOptions, format: Format): Printer {
  if (print === 'nothing') return { header: '', print: () => '' };
  if (print === 'sheet') {
    const sheet = new ClerkSheet(mapping, format, language, withValues);
    return {
      header: sheet.header(),
      print: (judged, given) => sheet.lines(judged, given.kind === 'row' ? given.values : {}),
    };
  }
  return {
    header: '',
    print: ({ row, line, properties, findings }) =>
      print === 'problems' && findings.length === 0
        ? ''
        : `${JSON.stringify({ row, line, properties, findings })}\n`,
  };
}

function describeSystemError(code: string, error: unknown, { file, output }: CheckOptions): string {
  const isOutput = error instanceof Error && 'path' in error && error.path === output && output !== undefined;
  return isOutput
    ? `${output} cannot be written (${code}).`
    : `${file ?? 'Standard input'} cannot be read (${code}).`;
}

function describe({ kind, header, encoding }: Format): string {
  const kinds = { csv: 'CSV', ndjson: 'NDJSON, an object a line', json: 'JSON objects' };
  const delimiter = header?.delimiter === '\t' ? 'a tab' : header?.delimiter;
  const details = header ? `, delimiter ${delimiter}, ${header.names.length} columns` : '';
  return `Read as ${kinds[kind]}${details}, ${encoding.name}.`;
}

/** Rows that run over the same terminal would be torn apart. */
function progressFor({ print, output }: CheckOptions, { stdout, stderr }: CheckIo): Progress {
  const isQuiet = print === 'nothing' || output !== undefined || stdout.isTTY !== true;
  const isWatched = stderr.isTTY === true && isQuiet;
  return new Progress(isWatched ? (text) => stderr.write(text) : undefined);
}

function say(line: string, { stderr }: CheckIo): void {
  stderr.write(`${line}\n`);
}
