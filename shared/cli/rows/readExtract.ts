import { TextDecoder } from 'node:util';
import type { ExtractRow } from './extractRow.ts';
import { csvParser, ndjsonParser, type RowParser } from './rowParser.ts';

/** A header that is longer is none. */
const LONGEST_HEADER = 1_000_000;

/**
 * The rows of an extract, NDJSON or CSV by how it begins, in pages as they arrive: no more of it is in memory.
 *
 * @param encoding a WHATWG label (`utf-8`, `windows-1252`); UTF-16 with a byte order mark is recognised.
 */
export async function* readExtract(
  chunks: AsyncIterable<Uint8Array>,
  encoding: string,
): AsyncGenerator<readonly ExtractRow[]> {
  let beginning = '';
  let rows: RowParser | undefined;
  for await (const text of decode(chunks, encoding)) {
    if (rows) {
      yield rows.push(text);
      continue;
    }
    beginning += text;
    if (!/\S.*\n/.test(beginning) && beginning.length < LONGEST_HEADER) continue;
    rows = parserFor(beginning);
    yield rows.push(beginning.trimStart());
  }
  if (!rows && beginning.trim() !== '') {
    rows = parserFor(beginning);
    yield rows.push(beginning.trimStart());
  }
  if (rows) yield rows.end();
}

function parserFor(beginning: string): RowParser {
  const [firstLine = ''] = beginning.trimStart().split('\n', 1);
  return firstLine.startsWith('{') ? ndjsonParser() : csvParser(firstLine);
}

async function* decode(chunks: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  for await (const chunk of chunks) {
    decoder ??= new TextDecoder(chunk[0] === 0xff && chunk[1] === 0xfe ? 'utf-16le' : encoding);
    yield decoder.decode(chunk, { stream: true });
  }
  yield decoder?.decode() ?? '';
}
