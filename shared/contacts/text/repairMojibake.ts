import { CODE_PAGES, type CodePage } from './codePages.ts';

/**
 * UTF-8 that was read in a code page (`JosÃ©`, `Jos√©`, `Jos├®`) becomes what was written, however often it was
 * misread. Word by word, because a cell may join a sound column and a garbled one. A word changes only when all
 * its bytes in that code page are strictly valid UTF-8 for characters that a cell may hold: `MAGALHÃES`, `Galvão`
 * and `Zoë` stay.
 */
export function repairMojibake(text: string): string {
  let current = text;
  // Ends: each round makes bytes into fewer characters.
  while (MAY_BE_MOJIBAKE.test(current)) {
    const next = current.split(' ').map(repairWord).join(' ');
    if (next === current) return next;
    current = next;
  }
  return current;
}

/**
 * The bytes that begin the UTF-8 of the characters expected below. No letter of Spanish is one of them in any of
 * the code pages, so that ZÚÑIGA, say, is never tried.
 */
const LEADS = new Set([0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xcb, 0xcc, 0xce, 0xcf, 0xe2, 0xef, 0xf0]);

/** Such a byte and a following one, in any of the code pages: hardly any sound text has the pair. */
const MAY_BE_MOJIBAKE = new RegExp(
  CODE_PAGES.map((page) => {
    const leads = characterClass(page, (byte) => LEADS.has(byte));
    return leads + characterClass(page, (byte) => byte >= 0x80 && byte <= 0xbf);
  }).join('|'),
);

function characterClass({ bytes }: CodePage, isMember: (byte: number) => boolean): string {
  const members = [...bytes].filter(([, byte]) => isMember(byte));
  return `[${members.map(([character]) => `\\u${hex(character)}`).join('')}]`;
}

function hex(character: string): string {
  return character.charCodeAt(0).toString(16).padStart(4, '0');
}

function repairWord(word: string): string {
  if (!MAY_BE_MOJIBAKE.test(word)) return word;
  for (const page of CODE_PAGES) {
    const decoded = decodeUtf8(encode(word, page));
    if (decoded !== undefined && decoded !== word && EXPECTED.test(decoded)) return decoded;
  }
  return word;
}

/**
 * Latin letters and their marks, punctuation, currency, emoji, U+FEFF and U+FFFD, and what another misreading
 * makes of these. Keeps sound pairs apart from chance: a no-break space before É is valid UTF-8 in Mac Roman, for
 * a phonetic letter.
 */
const EXPECTED =
  /^[\u0300-\u033f\0-\u017f\u0192\u02c6-\u02dd\u0393\u0398\u03a3\u03a6\u03a9\u03b1\u03b4\u03b5\u03c0\u03c3\u03c4\u03c6\u2000-\u206f\u207f\u20a1\u20a7\u20ac\u2122\u2202-\u2265\u2310-\u2321\u2500-\u25ca\uf8ff\ufb01\ufb02\ufeff\ufffd\u{1f300}-\u{1faff}]*$/u;

function encode(word: string, { bytes }: CodePage): Uint8Array | undefined {
  const encoded = new Uint8Array(word.length);
  for (let index = 0; index < word.length; index++) {
    const code = word.charCodeAt(index);
    const byte = code < 0x80 ? code : bytes.get(word.charAt(index));
    if (byte === undefined) return undefined;
    encoded[index] = byte;
  }
  return encoded;
}

const STRICT_UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decodeUtf8(bytes: Uint8Array | undefined): string | undefined {
  if (!bytes) return undefined;
  try {
    return STRICT_UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}
