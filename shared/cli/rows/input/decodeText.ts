import type { Extract } from './openExtract.ts';
import type { TextEncoding } from './textEncoding.ts';

/** The text of an extract, piece by piece, without a byte order mark. */
export function* decodeText(extract: Extract, encoding: TextEncoding): Generator<string> {
  const decoder = encoding.decoder();
  for (const bytes of extract.read()) yield decoder.decode(bytes);
  yield decoder.end();
}
