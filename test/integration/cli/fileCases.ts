/** Files as offices have them, and what `check:rows` must say of each. Nobody in them exists. */
export interface FileCase {
  readonly name: string;
  /** Its name in the transcript of docs/operate.md. */
  readonly file?: string;
  /** Where such files were seen, when it is not obvious. */
  readonly source?: string;
  readonly bytes: Buffer;
  readonly args?: readonly string[];
  readonly expected: {
    readonly exitCode: number;
    /** In this order on standard error. */
    readonly says: readonly RegExp[];
    readonly rows?: number;
    /** The surnames as they arrive, of rows that all go. */
    readonly names?: readonly string[];
  };
}

const HEADER = 'numero_asociado;no__de_cedula;firstname;lastname;email';
const MUNOZ = '1;2-9910-4000;MARÍA;MUÑOZ;a1@example.com';
const NUNEZ = '2;2-9911-4000;JOSÉ;NÚÑEZ;a2@example.com';
const ROWS = [MUNOZ, NUNEZ];
const OBJECTS = [
  {
    numero_asociado: 1,
    no__de_cedula: '2-9910-4000',
    firstname: 'MARÍA',
    lastname: 'MUÑOZ',
    email: 'a1@example.com',
  },
  {
    numero_asociado: 2,
    no__de_cedula: '2-9911-4000',
    firstname: 'JOSÉ',
    lastname: 'NÚÑEZ',
    email: 'a2@example.com',
  },
];

/** What no message about a file may hold: every value of the rows above. */
export const PERSONAL = ROWS.flatMap((row) => row.split(';')).filter((value) => value.length > 2);

const utf8 = (...lines: readonly string[]) => Buffer.from(lines.map((line) => `${line}\r\n`).join(''));
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const bigEndian = (text: string) => Buffer.from(text, 'utf16le').swap16();
/** The bytes of the same letters in code pages of DOS and of the Mac. */
const CP_850 = { Í: 0xd6, Ñ: 0xa5, É: 0x90, Ú: 0xe9 };
const MAC_ROMAN = { Í: 0xea, Ñ: 0x84, É: 0x83, Ú: 0xf2 };
const inPage = (text: string, page: Readonly<Record<string, number>>) =>
  Buffer.from([...text].map((letter) => page[letter] ?? letter.charCodeAt(0)));
const table = (lineEnd: string) => [HEADER, ...ROWS].map((line) => line + lineEnd).join('');
const fine = { exitCode: 0, rows: 2, names: ['Muñoz', 'Núñez'] };
const notRead = (says: RegExp) => ({ exitCode: 1, says: [says] });

/** Of the issue, in the mapping's own names. */
export const ASKED_FOR: readonly FileCase[] = [
  {
    name: "Excel's sep= line",
    source: 'PowerShell/PowerShell#7776, shenwei356/csvtk#13, tspence/csharp-csv-reader#28',
    bytes: utf8('sep=;', HEADER, ...ROWS),
    expected: { ...fine, says: [/^Read as CSV, delimiter ;, 5 columns, utf-8\.$/m] },
  },
  {
    name: 'windows-1252',
    file: 'ansi.csv',
    source:
      'Excel in Spanish, "CSV (delimitado por comas)": ChurchCRM/CRM#2726, adaptlearning/adapt_framework#1097',
    bytes: latin1(table('\r\n')),
    expected: { ...fine, says: [/windows-1252\.$/m, /not UTF-8 \(line 2\)\..* windows-1252, .* --encoding/] },
  },
  {
    name: 'carriage returns alone',
    source: 'Excel "CSV (Macintosh)"',
    bytes: Buffer.from(table('\r')),
    expected: { ...fine, says: [/5 columns/] },
  },
  {
    name: 'no header',
    file: 'sin-encabezado.csv',
    source: 'TSE PADRON_COMPLETO.txt',
    bytes: utf8(...ROWS),
    expected: notRead(
      /^Line 1 holds no column of the mapping file: there is no header, or its names are others\. .*numero_asociado;no__de_cedula;firstname;lastname;email/,
    ),
  },
  {
    name: 'a column twice',
    file: 'dos-correos.csv',
    source: 'Excel lets two columns have one name; the later would win in silence',
    bytes: utf8(`${HEADER};email`, `${MUNOZ};`),
    expected: notRead(/^The column email stands twice, at places 5 and 6 of line 1\./),
  },
  {
    name: 'a stray quote',
    file: 'comilla.csv',
    source: 'RFC 4180: one in a cell makes all rows below vanish from the count',
    bytes: utf8(HEADER, MUNOZ.replace('MARÍA', '"MARÍA'), NUNEZ, '3;2-9912-4000;EVA;MORA;a3@example.com'),
    expected: {
      exitCode: 3,
      rows: 3,
      says: [
        /^Line 2: a quote \("\) opens and does not close; it would swallow 2 lines below\./m,
        /^3 rows: 2 go, 1 rejected$/m,
      ],
    },
  },
];

const ENCODINGS: readonly FileCase[] = [
  {
    name: 'cp850, as the Windows console writes it',
    bytes: inPage(table('\r\n'), CP_850),
    expected: {
      ...fine,
      says: [/, cp850\.$/m, /not UTF-8 \(line 2\)\. It is read as cp850, where 5 of its 5 bytes/],
    },
  },
  {
    name: 'Mac Roman with carriage returns',
    bytes: inPage(table('\r'), MAC_ROMAN),
    expected: { ...fine, says: [/, Mac Roman\.$/m] },
  },
  {
    name: 'UTF-16, little end first',
    bytes: Buffer.from(`\ufeff${table('\r\n')}`, 'utf16le'),
    expected: { ...fine, says: [/, utf-16le\.$/m] },
  },
  {
    name: 'UTF-16, big end first',
    bytes: bigEndian(`\ufeff${table('\r\n')}`),
    expected: { ...fine, says: [/, utf-16be\.$/m] },
  },
  {
    name: 'UTF-16 without a byte order mark',
    bytes: Buffer.from(table('\r\n'), 'utf16le'),
    expected: { ...fine, says: [/, utf-16le\.$/m] },
  },
  {
    name: 'an encoding that the user names',
    bytes: inPage(table('\n'), CP_850),
    args: ['--encoding', '850'],
    expected: { ...fine, says: [/, cp850\.$/m] },
  },
  {
    name: 'UTF-8 that the user names otherwise',
    bytes: Buffer.from(table('\n')),
    args: ['--encoding', 'cp850'],
    expected: {
      exitCode: 0,
      rows: 2,
      says: [/^The file is UTF-8, but it is read as cp850, as --encoding says\.$/m],
    },
  },
  {
    name: 'a byte of another encoding, late in UTF-8',
    bytes: Buffer.concat([utf8(HEADER, MUNOZ), latin1('2;2-9911-4000;Jos\xe9;MORA;a2@example.com\r\n')]),
    expected: {
      exitCode: 3,
      rows: 2,
      says: [/^1 byte of the file are no UTF-8, the first in line 3:/m, /NAME_DAMAGED +1/],
    },
  },
];

const OF_OTHER_PROGRAMS: readonly FileCase[] = [
  {
    name: 'xlsx',
    file: 'asociados.xlsx',
    bytes: zip('[Content_Types].xml'),
    expected: notRead(/^The file is an Excel workbook .*"CSV UTF-8 \(delimitado por comas\)"/),
  },
  {
    name: 'xls',
    bytes: latin1('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'),
    expected: notRead(/^The file is an old Excel workbook/),
  },
  {
    name: 'ods',
    bytes: zip('mimetype', 'application/vnd.oasis.opendocument.spreadsheet'),
    expected: notRead(/LibreOffice .* "Texto CSV"/),
  },
  {
    name: 'zip',
    bytes: zip('asociados.csv', table('\n')),
    expected: notRead(/^The file is a ZIP archive\. Unpack it/),
  },
  { name: 'gzip', bytes: latin1('\x1f\x8b\x08\0\0\0\0\0'), expected: notRead(/gzip/) },
  { name: 'pdf', bytes: latin1('%PDF-1.7\n%\xe2\xe3'), expected: notRead(/^The file is a PDF\./) },
  {
    name: 'HTML under the name of Excel',
    bytes: Buffer.from(`<html><table><tr><td>${MUNOZ}`),
    expected: notRead(/HTML or XML/),
  },
  {
    name: 'binary',
    bytes: Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 167) % 251)),
    expected: notRead(/^The file is not text\./),
  },
  { name: 'nothing but zeros', bytes: Buffer.alloc(512), expected: notRead(/^The file is not text\./) },
];

const TABLES: readonly FileCase[] = [
  { name: 'an empty file', bytes: Buffer.alloc(0), expected: notRead(/^The file is empty\.$/m) },
  { name: 'blank lines', bytes: utf8('', ' ', ''), expected: notRead(/^The file is empty\.$/m) },
  {
    name: 'a header without rows',
    bytes: utf8(HEADER),
    expected: { exitCode: 1, says: [/^The file holds no rows\.$/m] },
  },
  {
    name: 'required columns missing',
    file: 'sin-cedula.csv',
    bytes: utf8('numero_asociado;cedula;firstname;lastname;e_mail', ...ROWS),
    expected: {
      exitCode: 1,
      says: [
        /^No row has the required columns no__de_cedula, email\. Columns of other names: cedula \(no__de_cedula\?\), e_mail \(email\?\)\.$/m,
      ],
    },
  },
  {
    name: 'a required column missing',
    bytes: utf8('numero_asociado;cedula;firstname;lastname;email', ...ROWS),
    expected: { exitCode: 1, says: [/^No row has the required column no__de_cedula\. /m] },
  },
  {
    name: 'other names for all columns',
    bytes: utf8('Asociado;Cédula;Nombre;Apellidos;Correo electrónico', ...ROWS),
    expected: notRead(
      /^Line 1 holds no column .*column 2 may be no__de_cedula, column 3 may be firstname, column 4 may be lastname, column 5 may be email/,
    ),
  },
  {
    name: 'a title above the header',
    bytes: utf8('MARÍA MUÑOZ: lista de asociados', '', HEADER, ...ROWS),
    expected: notRead(/^The header is in line 3\. Delete the lines above it\.$/m),
  },
  {
    name: 'a quote in the header that does not close',
    bytes: utf8(`"${HEADER}`, ...ROWS),
    expected: notRead(/^Line 1 should be the header, but a quote opens in it/),
  },
  {
    name: 'no line ends',
    bytes: Buffer.from(`${ROWS.join(';').repeat(1000)}`),
    expected: notRead(/^The first line does not end/),
  },
  {
    name: 'lines of delimiters below the table',
    bytes: utf8(HEADER, ...ROWS, ';;;;', ';;;;'),
    expected: { ...fine, says: [/^2 lines hold delimiters alone; they are no rows\.$/m] },
  },
  {
    name: 'delimiters at the end of lines',
    bytes: utf8(`${HEADER};;`, ...ROWS.map((row) => `${row};;;`)),
    expected: { ...fine, says: [] },
  },
];

const JSON_FILES: readonly FileCase[] = [
  {
    name: 'a JSON array on one line',
    bytes: Buffer.from(JSON.stringify(OBJECTS)),
    expected: { ...fine, says: [/^Read as JSON objects, utf-8\.$/m] },
  },
  {
    name: 'a JSON array over many lines',
    bytes: Buffer.from(JSON.stringify(OBJECTS, null, 2)),
    expected: { ...fine, says: [/JSON objects/] },
  },
  {
    name: 'objects over many lines',
    bytes: Buffer.from(OBJECTS.map((one) => JSON.stringify(one, null, 2)).join('\n')),
    expected: { ...fine, says: [] },
  },
  {
    name: 'a JSON array that was cut off',
    bytes: Buffer.from(JSON.stringify(OBJECTS, null, 1).slice(0, -20)),
    expected: { exitCode: 1, says: [/^The JSON array does not end: .* in line 9 or below\./m] },
  },
  {
    name: 'an array without objects',
    bytes: Buffer.from('["MARÍA", "MUÑOZ"]'),
    expected: { exitCode: 1, says: [/^None of the 1 rows can be read/m] },
  },
  {
    name: 'objects by cédula',
    bytes: Buffer.from(JSON.stringify({ '2-9910-4000': OBJECTS[0], MUÑOZ: OBJECTS[1] })),
    expected: {
      exitCode: 1,
      says: [
        /^No row has the required columns numero_asociado, no__de_cedula, firstname, lastname, email\.$/m,
      ],
    },
  },
  {
    name: 'a column in two spellings',
    bytes: Buffer.from(JSON.stringify([{ ...OBJECTS[0], EMAIL: 'a9@example.com' }])),
    expected: { exitCode: 1, says: [/^Row 1 has the column email twice, in two spellings\./m] },
  },
];

export const FILE_CASES: readonly FileCase[] = [
  ...ASKED_FOR,
  ...ENCODINGS,
  ...OF_OTHER_PROGRAMS,
  ...TABLES,
  ...JSON_FILES,
];

/** A ZIP archive of one file that is stored as it is, up to where its directory would begin. */
function zip(name: string, content = ''): Buffer {
  const head = Buffer.alloc(30);
  head.write('PK\x03\x04', 'latin1');
  head.writeUInt16LE(20, 4);
  head.writeUInt32LE(Buffer.byteLength(content), 18);
  head.writeUInt32LE(Buffer.byteLength(content), 22);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, Buffer.from(name), Buffer.from(content)]);
}
