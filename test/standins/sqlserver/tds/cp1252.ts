/** Code page 1252, in which `char` and `varchar` travel under collation SQL_Latin1_General_CP1_CI_AS. */

const HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const BYTE_OF = new Map<string, number>(Array.from(HIGH, (char, i) => [char, 0x80 + i]));
const NOT_LATIN1 = /[\u0080-\u009f\u0100-\uffff]/;

export function isLatin1(text: string): boolean {
  return !NOT_LATIN1.test(text);
}

/** Encodes; a character that the code page lacks becomes `?`, as SQL Server does. */
export function encodeCp1252(text: string): Buffer {
  if (isLatin1(text)) return Buffer.from(text, 'latin1');
  const bytes = Buffer.alloc(text.length);
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    const latin1 = code < 0x80 || (code >= 0xa0 && code <= 0xff);
    bytes[i] = latin1 ? code : (BYTE_OF.get(text.charAt(i)) ?? 0x3f);
  }
  return bytes;
}

export function decodeCp1252(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  return text.replace(/[\u0080-\u009f]/g, (char) => HIGH.charAt(char.charCodeAt(0) - 0x80));
}

/** What is left of a text after a stay in a `varchar` column. */
export function throughCp1252(text: string): string {
  return isLatin1(text) ? text : decodeCp1252(encodeCp1252(text));
}
