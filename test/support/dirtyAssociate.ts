import { type AssociateRow, inventAssociate } from './associates.ts';

/** What people, programs and wrong code pages leave in cells. Nothing of it belongs to anybody. */
const DIRT: readonly (string | null)[] = [
  ...[
    null,
    '',
    ' ',
    '\t',
    '\u00a0',
    '-',
    '--',
    'N/A',
    'n.a.',
    'NULL',
    'NO TIENE',
    'S/N',
    'ninguno',
    'XXX',
    '?',
    '.',
  ],
  ...[
    '0',
    '0.00',
    '-1',
    '100',
    '33.33',
    '16.67',
    '1e5',
    '1.23E+05',
    '99999999999999999999',
    '٣٤٥',
    '１２３',
    '250.000.00',
  ],
  ...[
    '22120000',
    '2212-0000',
    '8888-8888 / 2222-2222',
    '88888888 ext. 12',
    '+1 305 555 0123',
    '00000000',
    '911',
  ],
  ...[
    '0-0000-0000',
    '9-9901-0001',
    '999010001',
    '0999010001',
    '3-101-A00001',
    '155899010001',
    'AB123456',
    '12345678',
  ],
  ...[
    '1900-01-01',
    '1753-01-01',
    '1990-02-30',
    '30/02/1990',
    '5/3/90',
    '44927',
    '2199-01-01',
    '1979-02-25',
    '03-05-1990',
  ],
  ...[
    'ana@@example.com',
    'ana@example.con',
    'notiene@notiene.com',
    'ANA@EXAMPLE.COM',
    'ana@example.com; luz@example.com',
  ],
  ...[
    'JosÃ©',
    'N√∫√±ez',
    'MUÃ‘OZ',
    'MU?OZ',
    'Mu¤oz',
    'MarÃa',
    'Pen\u0303a',
    '\ufeffLuz\u200b',
    '\ud800',
    'a\u0000b',
    '\u00ad',
    'Ã­',
  ],
  ...[
    'san jose',
    'SAN RAFAEL',
    'Aguirre',
    'Escasú',
    'Puerto Jiménez',
    'Central',
    'Cantón Central',
    'PEJIBAYE',
  ],
  ...[
    '{}',
    '[]',
    '%s',
    '${HOME}',
    '<b>',
    "'; DROP TABLE x; --",
    '__proto__',
    'constructor',
    'toString',
    '\u202e',
    '👩‍👩‍👧',
    '🇨🇷',
  ],
];

/** An associate some of whose cells hold dirt; which ones is up to `random`. */
export function dirtyAssociate(index: number, random: () => number): AssociateRow {
  const row = { ...inventAssociate(index, '2026-01-05T00:00:00.000', 4) };
  const share = random();
  for (const column of Object.keys(row)) {
    if (random() < share * share) row[column] = dirtyCell(row[column] ?? '', random);
  }
  return row;
}

/** Dirt, dirt within a sound value, or characters of any kind. */
function dirtyCell(sound: string, random: () => number): string | null {
  const dirt = DIRT[Math.floor(random() * DIRT.length)] ?? null;
  const kind = random();
  if (kind < 0.6) return dirt;
  if (kind < 0.8) {
    const at = Math.floor(random() * (sound.length + 1));
    return sound.slice(0, at) + (dirt ?? '') + sound.slice(at);
  }
  return Array.from({ length: Math.floor(random() * 30) }, () => anyCharacter(random)).join('');
}

/** Half of them of Latin text, half of all of Unicode, halves of surrogate pairs among them. */
function anyCharacter(random: () => number): string {
  return String.fromCharCode(Math.floor(random() * (random() < 0.5 ? 0x250 : 0x10000)));
}
