import { describe, expect, it } from 'vitest';
import aliases from '../../../shared/contacts/divisions/aliases.json' with { type: 'json' };
import { DIVISION_VERSION, divisionIndex } from '../../../shared/contacts/divisions/divisionIndex.ts';
import { CODE_LENGTHS } from '../../../shared/contacts/divisions/divisionLevels.ts';
import division from '../../../shared/contacts/divisions/dta-2026.json' with { type: 'json' };
import { foldName } from '../../../shared/contacts/divisions/foldName.ts';
import { judgeDivision } from '../../../shared/contacts/divisions/judgeDivision.ts';

const places = Object.entries(division.places);
const ofLength = (length: number) => places.filter(([code]) => code.length === length);

describe('the division', () => {
  it('of 2026 has 7 provinces, 84 cantons and 494 districts (IGN, DTA 2026)', () => {
    expect(DIVISION_VERSION).toBe('DTA-2026');
    expect(Object.values(CODE_LENGTHS).map((length) => ofLength(length).length)).toEqual([7, 84, 494]);
  });

  it('has a parent for every place', () => {
    const codes = new Set(places.map(([code]) => code));
    const orphans = places.filter(
      ([code]) => code.length > 1 && !codes.has(code.slice(0, code.length === 3 ? 1 : 3)),
    );
    expect(orphans).toEqual([]);
  });

  it('has no two places under one parent with the same folded name, other names included', () => {
    const named = [
      ...places,
      ...Object.entries(aliases.otherNames).flatMap(([code, names]) => names.map((name) => [code, name])),
    ];
    const seen = new Map<string, string>();
    const doubles = named.filter(([code = '', name = '']) => {
      const key = `${code.length} ${code.slice(0, code.length === 5 ? 3 : 1)} ${foldName(name)}`;
      const owner = seen.get(key);
      seen.set(key, code);
      return owner !== undefined && owner !== code && code.length > 1;
    });
    expect(doubles).toEqual([]);
  });

  it('has a place for every other name, and no retired code', () => {
    const codes = new Set(places.map(([code]) => code));
    expect(Object.keys(aliases.otherNames).filter((code) => !codes.has(code))).toEqual([]);
    expect(Object.keys(aliases.retired).filter((code) => codes.has(code))).toEqual([]);
    expect(
      Object.values(aliases.retired).flatMap(({ now }) => now.filter((code) => !codes.has(code))),
    ).toEqual([]);
  });

  it('has no canton whose name is ambiguous in the country', () => {
    for (const [, name] of ofLength(3)) expect(divisionIndex().find('canton', '', name)).toHaveLength(1);
  });

  it('finds every place by its own name, in capitals and without accents', () => {
    for (const [code, name] of ofLength(5)) {
      const shouted = name.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
      expect(divisionIndex().find('distrito', code.slice(0, 3), ` ${shouted} `)).toEqual([{ code, name }]);
    }
  });
});

/** source · provincia, canton, distrito → verdicts; `!` marks a code. */
const CASES: readonly (readonly [
  string,
  readonly [string, string, string],
  readonly [string, string, string],
])[] = [
  ['DTA 2026', ['San José', 'Escazú', 'San Rafael'], ['San José', 'Escazú', 'San Rafael']],
  ['DTA 2026, folded', ['SAN JOSE', 'escazu', 'san  rafael.'], ['San José', 'Escazú', 'San Rafael']],
  ['DTA 2026, ñ folded', ['San Jose', 'Canas', ''], ['San José', '!CANTON_UNKNOWN', '']],
  ['DTA 2026, ñ folded', ['guanacaste', 'canas', ''], ['Guanacaste', 'Cañas', '']],
  ['leyes 10688 and 10709 of 2025', ['Guanacaste', 'Bagaces', 'Pijije'], ['Guanacaste', 'Bagaces', 'Pijije']],
  [
    'leyes 10688 and 10709 of 2025',
    ['Puntarenas', 'Buenos Aires', 'Cabagra'],
    ['Puntarenas', 'Buenos Aires', 'Cabagra'],
  ],
  [
    'Ley 10195 of 2022',
    ['Puntarenas', 'Puerto Jiménez', 'Puerto Jiménez'],
    ['Puntarenas', 'Puerto Jiménez', 'Puerto Jiménez'],
  ],
  ['renamed canton (HL7-cr)', ['Puntarenas', 'Aguirre', 'Quepos'], ['Puntarenas', 'Quepos', 'Quepos']],
  ['renamed canton (HL7-cr)', ['Alajuela', 'Valverde Vega', ''], ['Alajuela', 'Sarchí', '']],
  ['other spelling (HL7-cr)', ['San José', 'Mora', 'Ciudad Colón'], ['San José', 'Mora', 'Colón']],
  [
    '30403 was renamed by a law of 2025',
    ['Cartago', 'Jiménez', 'Pejibaye'],
    ['Cartago', 'Jiménez', 'Pejivalle'],
  ],
  [
    'its namesake 11907 is its own',
    ['San José', 'Pérez Zeledón', 'Pejibaye'],
    ['San José', 'Pérez Zeledón', 'Pejibaye'],
  ],
  [
    'retired 60702',
    ['Puntarenas', 'Golfito', 'Puerto Jiménez'],
    ['Puntarenas', 'Golfito', '!DISTRICT_RETIRED'],
  ],
  [
    'retired 60109',
    ['Puntarenas', 'Puntarenas', 'Monteverde'],
    ['Puntarenas', 'Puntarenas', '!DISTRICT_RETIRED'],
  ],
  ['retired 20306', ['Alajuela', 'Grecia', 'Río Cuarto'], ['Alajuela', 'Grecia', '!DISTRICT_RETIRED']],
  ['never fuzzy', ['San José', 'Escasú', ''], ['San José', '!CANTON_UNKNOWN', '']],
  ['never fuzzy', ['San Jos', '', ''], ['!PROVINCE_UNKNOWN', '', '']],
  ['never fuzzy', ['San José', 'Escazú', 'San Rafel'], ['San José', 'Escazú', '!DISTRICT_UNKNOWN']],
  [
    'canton of another province',
    ['Cartago', 'Escazú', 'San Rafael'],
    ['Cartago', '!CANTON_UNKNOWN', '!DIVISION_PARENT_UNKNOWN'],
  ],
  [
    'unknown parent',
    ['Nowhere', 'Escazú', 'San Rafael'],
    ['!PROVINCE_UNKNOWN', '!DIVISION_PARENT_UNKNOWN', '!DIVISION_PARENT_UNKNOWN'],
  ],
  ['nothing above, one in the country', ['', 'Escazú', 'San Rafael'], ['', 'Escazú', 'San Rafael']],
  ['nothing above, one in the country', ['', '', 'Pijije'], ['', '', 'Pijije']],
  ['12 districts San Rafael', ['', '', 'San Rafael'], ['', '', '!DISTRICT_AMBIGUOUS']],
  ['several in the province', ['San José', '', 'San Rafael'], ['San José', '', '!DISTRICT_AMBIGUOUS']],
  ['nothing', ['', '', ''], ['', '', '']],
  ['no name at all', ['***', '', ''], ['!PROVINCE_UNKNOWN', '', '']],
];

describe('a place', () => {
  it.each(CASES)('(%s) %j is judged as %j', (_, [provincia, canton, distrito], expected) => {
    const verdicts = judgeDivision({ provincia, canton, distrito });
    const said = Object.values(verdicts).map((one) => ('value' in one ? one.value : `!${one.code}`));
    expect(said).toEqual(expected);
  });

  it('in a place that was withheld stays out too', () => {
    expect(judgeDivision({ provincia: null, canton: 'Escazú' })).toEqual({
      canton: { code: 'DIVISION_PARENT_UNKNOWN' },
    });
  });

  it('is judged where a level is not mapped', () => {
    expect(judgeDivision({ canton: 'escazu', distrito: 'san rafael' })).toEqual({
      canton: { value: 'Escazú' },
      distrito: { value: 'San Rafael' },
    });
  });
});
