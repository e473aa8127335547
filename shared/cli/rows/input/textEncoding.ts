import { TextDecoder } from 'node:util';
import { CODE_PAGES, type CodePage } from '../../../contacts/text/codePages.ts';

/** How the bytes of an extract become text. */
export interface TextEncoding {
  /** As it is said and taken by `--encoding`. */
  readonly name: string;
  /** A decoder of a text from its beginning: chunk by chunk, and what is left at the end. */
  decoder(): { decode(bytes: Uint8Array): string; end(): string };
}

/** Names that `--encoding` takes beside those of the Encoding Standard, which knows no code page of DOS. */
const ALIASES: Readonly<Record<string, string>> = {
  macintosh: 'Mac Roman',
  macroman: 'Mac Roman',
  '850': 'cp850',
  ibm850: 'cp850',
  '437': 'cp437',
  ibm437: 'cp437',
};

/** The encoding of that name, or undefined where there is none. */
export function textEncoding(label: string): TextEncoding | undefined {
  const folded = label.toLowerCase().replace(/[\s_-]/g, '');
  const standard = standardName(label);
  const page = CODE_PAGES.find(({ name }) =>
    [standard, label.toLowerCase(), ALIASES[folded], ALIASES[standard ?? '']].includes(name),
  );
  if (page) return codePageEncoding(page);
  return standard === undefined ? undefined : { name: standard, decoder: () => standardDecoder(standard) };
}

function standardName(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}

function standardDecoder(name: string) {
  const decoder = new TextDecoder(name);
  return {
    decode: (bytes: Uint8Array) => decoder.decode(bytes, { stream: true }),
    end: () => decoder.decode(),
  };
}

/** By our tables: TextDecoder has no cp850, and Node's windows-1252 is wrong for 0x80 to 0x9f (nodejs/node#56542). */
export function codePageEncoding({ name, bytes }: CodePage): TextEncoding {
  const codes = Uint16Array.from({ length: 256 }, (_, byte) => (byte < 0x80 ? byte : 0xfffd));
  for (const [character, byte] of bytes) codes[byte] = character.charCodeAt(0);
  const decode = (chunk: Uint8Array) => {
    const text = new Uint16Array(chunk.length);
    for (let at = 0; at < chunk.length; at++) text[at] = codes[chunk[at] ?? 0] ?? 0xfffd;
    return Buffer.from(text.buffer).toString('utf16le');
  };
  return { name, decoder: () => ({ decode, end: () => '' }) };
}
