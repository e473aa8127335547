/**
 * `npm run -s check:rows < rows.ndjson`: checks an extract (NDJSON or CSV) against the mapping file and touches nothing.
 * A line for each row: `{"row", "properties" (as HubSpot would get them), "findings": [{"code", "severity", "property",
 * "message"}]}`; on stderr a summary by code. What it prints is personal data: it is for the person who has the extract.
 */
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { loadMapping } from '../config/loadMapping.ts';
import { ConfigurationError } from '../errors.ts';
import { readExtract } from './rows/readExtract.ts';
import { RowChecker } from './rows/rowChecker.ts';

const USAGE = `npm run -s check:rows -- [file, else standard input] [options]
  --summary            the summary alone
  --mapping <file>     mapping file (SYNC_CONFIG, else shared/config/contacts.yaml)
  --encoding <label>   of the extract: utf-8 (default), windows-1252, …
  --language es|en     of the messages (default es)`;

async function main(): Promise<number> {
  const options = readOptions();
  if (!options) {
    console.error(USAGE);
    return 2;
  }
  const { file, language, encoding, isSummaryOnly, mappingFile } = options;
  const checker = new RowChecker(loadMapping(mappingFile, process.env), language);
  const lines = check(
    file === undefined ? process.stdin : createReadStream(file),
    encoding,
    checker,
    isSummaryOnly,
  );
  await pipeline(Readable.from(lines), process.stdout, { end: false });
  for (const line of checker.summary()) console.error(line);
  return 0;
}

function readOptions() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        summary: { type: 'boolean', default: false },
        mapping: { type: 'string', default: process.env['SYNC_CONFIG'] || 'shared/config/contacts.yaml' },
        encoding: { type: 'string', default: 'utf-8' },
        language: { type: 'string', default: 'es' },
      },
    });
    const { language, encoding } = values;
    if ((language !== 'es' && language !== 'en') || positionals.length > 1 || !isEncoding(encoding))
      return undefined;
    const { summary: isSummaryOnly, mapping: mappingFile } = values;
    return { file: positionals[0], language, encoding, isSummaryOnly, mappingFile } as const;
  } catch {
    return undefined;
  }
}

function isEncoding(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== '';
  } catch {
    return false;
  }
}

async function* check(
  extract: AsyncIterable<Uint8Array>,
  encoding: string,
  checker: RowChecker,
  isSummaryOnly: boolean,
): AsyncGenerator<string> {
  for await (const rows of readExtract(extract, encoding)) {
    let page = '';
    for (const row of rows) page += `${checker.check(row)}\n`;
    if (!isSummaryOnly && page !== '') yield page;
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  // Whoever reads the lines has read enough.
  if (code !== 'EPIPE') {
    const isForPeople = error instanceof ConfigurationError || typeof code === 'string';
    console.error(isForPeople && error instanceof Error ? error.message : error);
    process.exitCode = 2;
  }
}
