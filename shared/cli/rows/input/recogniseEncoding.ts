import { FileFault } from '../fileFault.ts';
import type { ByteSurvey } from './byteSurvey.ts';
import { guessCodePage } from './guessCodePage.ts';
import { recogniseUtf16 } from './recogniseUtf16.ts';
import { codePageEncoding, type TextEncoding, textEncoding } from './textEncoding.ts';

/** How an extract is read as text, and what is worth saying of it. */
export interface RecognisedEncoding {
  readonly encoding: TextEncoding;
  readonly notes: readonly string[];
}

/** The encoding of an extract: as its byte order mark says, as it was told, or by what its bytes mean. */
export function recogniseEncoding(
  beginning: Uint8Array,
  survey: ByteSurvey,
  told: TextEncoding | undefined,
): RecognisedEncoding {
  const utf16 = recogniseUtf16(beginning);
  if (utf16 !== undefined) return { encoding: knownEncoding(utf16), notes: [] };
  const isMarked = beginning[0] === 0xef && beginning[1] === 0xbb && beginning[2] === 0xbf;
  const { strays, sequences, firstStrayLine } = survey;
  if (told && told.name !== 'utf-8' && !isMarked) {
    const isUtf8 = strays === 0 && sequences > 0;
    const note = `The file is UTF-8, but it is read as ${told.name}, as --encoding says.`;
    return { encoding: told, notes: isUtf8 ? [note] : [] };
  }
  const utf8 = knownEncoding('utf-8');
  if (strays === 0) return { encoding: utf8, notes: [] };
  if (told || isMarked || sequences > strays) {
    const what = strays === 1 ? '1 byte' : `${strays} bytes`;
    const note = `${what} of the file are no UTF-8, the first in line ${firstStrayLine}: what stood there is lost and counts as damaged text. Save the file anew as UTF-8.`;
    return { encoding: utf8, notes: [note] };
  }
  const { page, bytes, spanish } = guessCodePage(survey.high);
  const note = `The file is not UTF-8 (line ${firstStrayLine}). It is read as ${page.name}, where ${spanish} of its ${bytes} bytes above 127 are letters of Spanish; if names come out wrong, say which it is with --encoding.`;
  return { encoding: codePageEncoding(page), notes: [note] };
}

function knownEncoding(name: string): TextEncoding {
  const encoding = textEncoding(name);
  if (!encoding)
    throw new FileFault(`This Node cannot read ${name}. Save the file as UTF-8, and check that.`);
  return encoding;
}
