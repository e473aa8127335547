import { recogniseUtf16 } from './recogniseUtf16.ts';

/** A file of another program, by how it begins, and what a person does about it. */
interface Signature {
  readonly begins: string;
  /** What stands further on in the beginning and tells it from others of this kind. */
  readonly holds?: string;
  readonly sentence: string;
}

const SAVE_AS =
  'choose "Guardar como", "CSV UTF-8 (delimitado por comas)", and check the file that this makes.';

/** Bytes as Latin-1. The first that fits counts. */
const SIGNATURES: readonly Signature[] = [
  {
    begins: 'PK\x03\x04',
    holds: 'opendocument.spreadsheet',
    sentence:
      'The file is a LibreOffice spreadsheet (.ods). Choose "Guardar como", "Texto CSV", "Unicode (UTF-8)", and check the file that this makes.',
  },
  {
    begins: 'PK\x03\x04',
    holds: '[Content_Types].xml',
    sentence: `The file is an Excel workbook (.xlsx). In Excel ${SAVE_AS}`,
  },
  {
    begins: 'PK\x03\x04',
    holds: 'xl/',
    sentence: `The file is an Excel workbook (.xlsx). In Excel ${SAVE_AS}`,
  },
  {
    begins: '\xd0\xcf\x11\xe0',
    sentence: `The file is an old Excel workbook (.xls). In Excel ${SAVE_AS}`,
  },
  { begins: 'PK', sentence: 'The file is a ZIP archive. Unpack it, and check the file that is in it.' },
  {
    begins: '\x1f\x8b',
    sentence: 'The file is compressed (gzip). Unpack it, and check the file that is in it.',
  },
  { begins: '%PDF', sentence: 'The file is a PDF. Export the table as CSV UTF-8, and check that file.' },
  {
    begins: '{\\rtf',
    sentence: 'The file is a text document (RTF). Export the table as CSV UTF-8, and check that file.',
  },
  { begins: '\xff\xfe\0\0', sentence: 'The file is UTF-32. Save it as UTF-8, and check that file.' },
  { begins: '\0\0\xfe\xff', sentence: 'The file is UTF-32. Save it as UTF-8, and check that file.' },
];

const BINARY = 'The file is not text. Export the table as CSV UTF-8 or as NDJSON, and check that file.';

/** What a file is that is no text, judged by its beginning, in one sentence; undefined for text. */
export function recogniseBinary(beginning: Uint8Array): string | undefined {
  const text = Buffer.from(beginning).toString('latin1');
  const known = SIGNATURES.find(({ begins, holds }) => {
    return text.startsWith(begins) && (holds === undefined || text.includes(holds));
  });
  if (known) return known.sentence;
  return recogniseUtf16(beginning) === undefined && looksBinary(beginning) ? BINARY : undefined;
}

/**
 * Text has hardly any control characters; compressed or compiled data has one in ten. Zero bytes count only where there are
 * many: bcp writes one for each empty text.
 */
function looksBinary(bytes: Uint8Array): boolean {
  let controls = 0;
  let zeros = 0;
  for (const byte of bytes) {
    if (byte === 0) zeros += 1;
    else if (byte < 9 || (byte > 13 && byte < 32)) controls += 1;
  }
  return (controls > 3 && controls > bytes.length / 100) || zeros > bytes.length / 3;
}
