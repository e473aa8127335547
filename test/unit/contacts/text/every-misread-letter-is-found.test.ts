import { describe, expect, it } from 'vitest';
import { RULES } from '../../../../shared/contacts/rules/rules.ts';
import { clean } from '../../../../shared/contacts/text/clean.ts';
import { CODE_PAGES } from '../../../../shared/contacts/text/codePages.ts';

/** Names with every letter of Spanish at their beginnings, in their middles and at their ends. */
const NAMES = [
  ...[
    'Álvarez',
    'Ángulo',
    'Hernández',
    'Sánchez',
    'Vásquez',
    'Bárbara',
    'Julián',
    'Fátima',
    'Tomás',
    'Alcalá',
  ],
  ...['Élida', 'Édgar', 'Pérez', 'Jiménez', 'Céspedes', 'César', 'Inés', 'Moisés', 'Andrés', 'José'],
  ...[
    'Íñigo',
    'Íngrid',
    'García',
    'Martínez',
    'Rodríguez',
    'Ramírez',
    'Díaz',
    'Benítez',
    'Ríos',
    'Solís',
    'Víctor',
  ],
  ...['Óscar', 'López', 'Gómez', 'Mónica', 'Córdoba', 'León', 'Ramón', 'Concepción', 'Chacón', 'Rosselló'],
  ...['Úrsula', 'Úbeda', 'Núñez', 'Zúñiga', 'Bermúdez', 'Raúl', 'Saúl', 'Jesús'],
  ...[
    'Agüero',
    'Argüello',
    'Güell',
    'Ñáñez',
    'Muñoz',
    'Peña',
    'Bolaños',
    'Castañeda',
    'Briceño',
    'Avendaño',
    'Ibáñez',
  ],
];
const WRITINGS = NAMES.flatMap((name) => [name, name.toUpperCase(), name.toLowerCase()]);

interface Encoding {
  readonly name: string;
  /** Undefined where the encoding lacks a letter. */
  encode(text: string): Uint8Array | undefined;
  decode(bytes: Uint8Array): string;
}

const SINGLE_BYTE = CODE_PAGES.map(({ name, bytes }): Encoding => {
  const characters = new Map([...bytes].map(([character, byte]) => [byte, character]));
  return {
    name,
    encode(text) {
      const encoded = [...text].map((one) => (one < '\x80' ? one.charCodeAt(0) : bytes.get(one)));
      return encoded.includes(undefined) ? undefined : Uint8Array.from(encoded.flatMap((byte) => byte ?? []));
    },
    decode: (bytesRead) =>
      [...bytesRead].map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : characters.get(byte))).join(''),
  };
});

const UTF_8: Encoding = {
  name: 'UTF-8',
  encode: (text) => new TextEncoder().encode(text),
  decode: (bytes) => new TextDecoder().decode(bytes),
};

/** UTF-8 of which a program dropped a byte of every letter beyond ASCII. */
const LOSSY: readonly Encoding[] = [
  {
    ...UTF_8,
    name: 'UTF-8 without its first bytes',
    encode: (text) => UTF_8.encode(text)?.filter((byte) => byte !== 0xc3),
  },
  {
    ...UTF_8,
    name: 'UTF-8 without its second bytes',
    encode: (text) => UTF_8.encode(text)?.filter((_, at, all) => all[at - 1] !== 0xc3),
  },
];

const PAIRS = [...SINGLE_BYTE, UTF_8, ...LOSSY].flatMap((written) =>
  [...SINGLE_BYTE, UTF_8].filter((read) => read.name !== written.name).map((read) => ({ written, read })),
);

/** What becomes of a surname. */
function fateOf(cell: string): string {
  const { text } = clean(cell);
  const result = RULES.surname(text, {});
  if ('code' in result) return 'refused';
  return result.warnings ? 'warned of' : result.value;
}

/**
 * What nobody can tell from a name: á became the space at a word's end; í the invisible hyphen between two halves that are both
 * sayable (`Ben` and `tez`); á of a name that is not frequent became í.
 */
function isBeyondTelling(garbled: string): boolean {
  return (
    /^[a-z]+\xa0$/i.test(garbled) || /^(?:ben\xadtez|ram\xadrez)$/i.test(garbled) || garbled === 'íngulo'
  );
}

/** The names that come out otherwise than they were written. */
function misread({ written, read }: (typeof PAIRS)[number], names: readonly string[]) {
  return names.flatMap((name) => {
    const bytes = written.encode(name);
    const garbled = bytes === undefined ? name : read.decode(bytes);
    return garbled === name ? [] : [{ name, garbled }];
  });
}

function isSilent({ name, garbled }: { readonly name: string; readonly garbled: string }): boolean {
  return !['refused', 'warned of', fateOf(name)].includes(fateOf(garbled));
}

it.each(PAIRS)('$written.name read as $read.name is put right, or somebody is told', (pair) => {
  const silent = misread(pair, WRITINGS).filter(isSilent);
  expect(silent.filter(({ garbled }) => !isBeyondTelling(garbled))).toEqual([]);
});

it('hardly any misread name is beyond telling', () => {
  const all = PAIRS.flatMap((pair) => misread(pair, WRITINGS));
  expect(all.length).toBeGreaterThan(4_000);
  expect(all.filter(({ garbled }) => isBeyondTelling(garbled)).length).toBeLessThan(20);
});

it('no damaged capital is sent in silence', () => {
  const inCapitals = NAMES.map((name) => name.toUpperCase());
  expect(PAIRS.flatMap((pair) => misread(pair, inCapitals)).filter(isSilent)).toEqual([]);
});

describe('a true name', () => {
  it.each([
    ...[
      'MAGALHÃES',
      'Galvão',
      'JOÃO',
      'São',
      'GUIMARÃES',
      'CONCEIÇÃO',
      'SEBASTIÃO',
      'LEÃO',
      'CAMÕES',
      'SIMÕES',
      'Gonçalves',
    ],
    ...[
      'Zoë',
      'ZOË',
      'NOËL',
      'MICHAËL',
      'RAPHAËL',
      'GAËLLE',
      'CHLOË',
      'CÔTÉ',
      'HÉLÈNE',
      'GENEVIÈVE',
      'FRANÇOIS',
      'Françoise',
    ],
    ...[
      'Renée',
      'BRÛLÉ',
      'Lecœur',
      'Müller',
      'MÜLLER',
      'SCHRÖDER',
      'KÖHLER',
      'KÖNIG',
      'Jörg',
      'BJÖRK',
      'Strauß',
      'STRAUSS',
    ],
    ...[
      'GROß',
      'HÅKAN',
      'ÅSA',
      'SØRENSEN',
      'Ødegård',
      'GUÐRÚN',
      'Łukasz',
      'DVOŘÁK',
      'Çelik',
      'ÖZTÜRK',
      'İlker',
      'Nguyễn',
    ],
    ...[
      'ZÚÑIGA',
      'ÍÑIGO',
      'JOSÉ',
      'MARÍA',
      'D’Avanzo',
      'D’AVANZO',
      'O’Connor',
      'O’connor',
      'L’École',
      'Gal·la',
      'McDonald',
    ],
    ...[
      'DeLaO',
      'Raül',
      'Jürgen',
      'JÜRGEN',
      'GÜELL',
      'Íñigo',
      'Élida',
      'élida',
      'Úrsula',
      'Solís',
      'Ng’ang’a',
      "N'Diaye",
      'Σίσυφος',
      'Дмитрий',
      '李娜',
      'নাম',
    ],
  ])('%s goes, and nothing is said of its letters', (name) => {
    const result = RULES.surname(clean(name).text, {});
    const warnings = 'value' in result ? (result.warnings ?? []) : [result.code];
    expect(warnings.filter((code) => code !== 'NAME_UNUSUAL')).toEqual([]);
  });

  it.each(['MÖLLER', 'BRONTË', 'RAÜL', 'AGNÈS', 'Cantù', 'Groß', 'JOSé', 'RAéL', 'Ma’afu'])(
    '%s goes, and somebody looks at it: it may be misread',
    (name) => {
      expect(RULES.surname(name, {})).toMatchObject({ warnings: ['NAME_SUSPECT'] });
    },
  );
});
