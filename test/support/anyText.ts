import { CODE_PAGES } from '../../shared/contacts/text/codePages.ts';
import { randomFrom } from './associates.ts';

/** What cells hold, sound and odd, for every rule; the texts are made from these. */
export const SEEDS: readonly string[] = [
  ...['1-9902-0567', '3-101-A00001', '155899999999', '3-120-999999', '8888-8877', '+506 2222-2277 ext 5'],
  ...['+1 305 555 0123', '8888-8877 / 2222-2277', 'ana.luz+1@example.com', 'notiene@example.com', 'N/A'],
  ...["MARIA DEL CARMEN D'AVANZO", 'José Núñez', 'de la o', 'MCDONALD-O’CONNOR', 'juan pablo ii', 'ÍÑIGO'],
  ...[
    '28/02/1985',
    '1985-02-28T00:00:00.000',
    '00/00/0000',
    '₡1.234.567,89',
    '250.125',
    '250.1250',
    '33,33 %',
  ],
  ...['02', 'unión libre', 'A-000123', 'Straße', 'ǆungla', 'İZMİR', 'ŉ', 'ﬁn', 'Σίσυφος', '100.00', '0.250'],
];

/** What gets into texts: invisible, decomposed, misread, broken. */
const DEBRIS: readonly string[] = [
  ...[
    '\u200b',
    '\u00ad',
    '\ufeff',
    '\u0301',
    '\u0303',
    '\u00a0',
    '\u0085',
    '\u0090',
    '\u202e',
    '\ud83d',
    '\udc00',
  ],
  ...[
    '\u0000',
    '\t',
    ' ',
    '  ',
    '-',
    '.',
    ',',
    '/',
    "'",
    '?',
    '¤',
    'Ã',
    '©',
    'â€™',
    '√',
    '├',
    '\ufffd',
    '\u0344',
  ],
  ...[
    '\u2126',
    '\u0958',
    '１',
    '٣',
    '😀',
    '\u1100\u1161',
    '\u2800',
    '%',
    '₡',
    '0',
    'ß',
    'é',
    '\u212b',
    '\ufb01',
    '\ufdfa',
  ],
];

/**
 * Texts that a cell might hold, the same for the same seed: seeds with debris put in, joined, cut, in another case,
 * decomposed, misread. The first are the seeds and the debris themselves.
 */
export function anyTexts(seed: number, count: number): readonly string[] {
  const random = randomFrom(seed);
  const made = Array.from({ length: count }, () => {
    let cell = pick(random, SEEDS) ?? '';
    for (let changes = Math.ceil(random() * 4); changes > 0; changes--) cell = change(random, cell);
    return cell;
  });
  return [...SEEDS, ...DEBRIS, ...made];
}

function change(random: () => number, cell: string): string {
  const at = Math.floor(random() * (cell.length + 1));
  const changes: readonly (() => string)[] = [
    () => cell.slice(0, at) + pick(random, DEBRIS) + cell.slice(at),
    () => cell.slice(0, at) + String.fromCharCode(Math.floor(random() * 0x10000)) + cell.slice(at),
    () => cell.slice(0, at) + cell.slice(at + 1),
    () => `${cell}${pick(random, [' ', '/', ', ', ' y ', '-'])}${pick(random, SEEDS)}`,
    () => cell.toUpperCase(),
    () => cell.toLowerCase(),
    () => cell.normalize('NFD'),
    () => misread(cell, Math.floor(random() * CODE_PAGES.length)),
  ];
  return pick(random, changes)?.() ?? cell;
}

/** The text's UTF-8 read in the n-th code page. */
export function misread(text: string, page: number): string {
  const characters = new Map(
    [...(CODE_PAGES[page]?.bytes ?? [])].map(([character, byte]) => [byte, character]),
  );
  return [...new TextEncoder().encode(text)]
    .map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : (characters.get(byte) ?? '')))
    .join('');
}

export function pick<T>(random: () => number, list: readonly T[]): T | undefined {
  return list[Math.floor(random() * list.length)];
}
