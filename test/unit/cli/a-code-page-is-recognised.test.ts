import { isUtf8 } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { ByteSurvey } from '../../../shared/cli/rows/input/byteSurvey.ts';
import { guessCodePage } from '../../../shared/cli/rows/input/guessCodePage.ts';
import { codePageEncoding, textEncoding } from '../../../shared/cli/rows/input/textEncoding.ts';
import { CODE_PAGES, type CodePage } from '../../../shared/contacts/text/codePages.ts';
import { randomFrom } from '../../support/associates.ts';

function survey(...chunks: readonly Uint8Array[]): ByteSurvey {
  const found = new ByteSurvey();
  for (const chunk of chunks) found.take(chunk);
  found.end();
  return found;
}

const encode = (text: string, { bytes }: CodePage) =>
  Uint8Array.from([...text], (letter) => bytes.get(letter) ?? letter.charCodeAt(0));
const pageOf = (name: string) => {
  const page = CODE_PAGES.find((one) => one.name === name);
  if (!page) throw new Error(`There is no ${name}.`);
  return page;
};

describe('bytes are UTF-8 exactly when Node says so', () => {
  // Bytes that begin, go on or break characters, more often than chance would have them.
  const COMMON = [0x41, 0x0a, 0x80, 0x8f, 0x9f, 0xa0, 0xbf, 0xc1, 0xc3, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5];

  it('in chunks of any size', () => {
    const random = randomFrom(11);
    let sound = 0;
    for (let round = 0; round < 20_000; round++) {
      const bytes = Uint8Array.from({ length: Math.floor(random() * 6) }, () =>
        random() < 0.7 ? (COMMON[Math.floor(random() * COMMON.length)] ?? 0) : Math.floor(random() * 256),
      );
      const cut = Math.floor(random() * (bytes.length + 1));
      const { strays } = survey(bytes.subarray(0, cut), bytes.subarray(cut));
      expect(strays === 0, [...bytes].join(' ')).toBe(isUtf8(bytes));
      sound += Number(strays === 0);
    }
    expect(sound).toBeGreaterThan(2000);
  });

  it('and the line of the first stray one is known, however lines end', () => {
    const latin1 = (text: string) => Buffer.from(text, 'latin1');
    expect(survey(latin1('a\r\nb\r\nc\xe9d')).firstStrayLine).toBe(3);
    expect(survey(latin1('a\rb\rc\xe9\rd\xe9')).firstStrayLine).toBe(3);
    expect(survey(Buffer.from('a\nNúñez\n')).firstStrayLine).toBeUndefined();
    expect(survey(latin1('a\nb'), latin1('\xc3')).firstStrayLine).toBe(2);
  });
});

describe('a code page is the one that makes letters of Spanish', () => {
  it.each(['windows-1252', 'Mac Roman', 'cp850'])('%s, even by a single name', (name) => {
    const page = pageOf(name);
    for (const text of [
      'José',
      'MUÑOZ',
      'JESÚS',
      'María',
      'ÁLVARO',
      'Núñez;Íñigo',
      'Güell',
      'PEÑA;Ávila',
      'Ñ',
      'É',
    ])
      expect(guessCodePage(survey(encode(text, page)).high).page.name, text).toBe(name);
  });

  it('and says how many letters speak for it', () => {
    const { bytes, spanish } = guessCodePage(survey(encode('Núñez ± 5 ¤', pageOf('windows-1252'))).high);
    expect({ bytes, spanish }).toEqual({ bytes: 4, spanish: 2 });
  });
});

describe('an encoding', () => {
  it.each(CODE_PAGES)('$name reads each of its bytes', (page) => {
    const decoder = codePageEncoding(page).decoder();
    for (const [character, byte] of page.bytes) {
      const isControl = /[\x80-\x9f]/.test(character);
      // Where windows-1252 has a sign, that counts, not the control that ISO 8859-1 has there.
      if (!isControl) expect(decoder.decode(Uint8Array.of(byte))).toBe(character);
    }
    expect(decoder.decode(Buffer.from('A-1;x'))).toBe('A-1;x');
  });

  it.each([
    ['latin1', 'windows-1252'],
    ['Windows-1252', 'windows-1252'],
    ['850', 'cp850'],
    ['IBM850', 'cp850'],
    ['macintosh', 'Mac Roman'],
    ['Mac Roman', 'Mac Roman'],
    ['UTF8', 'utf-8'],
    ['utf-16be', 'utf-16be'],
  ])('is known as %s', (label, name) => {
    expect(textEncoding(label)?.name).toBe(name);
  });

  it('that nobody has is none', () => {
    expect(textEncoding('klingon')).toBeUndefined();
  });
});
