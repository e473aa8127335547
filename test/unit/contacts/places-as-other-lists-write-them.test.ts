import { describe, expect, it } from 'vitest';
import division from '../../../shared/contacts/divisions/dta-2026.json' with { type: 'json' };
import { judgeDivision } from '../../../shared/contacts/divisions/judgeDivision.ts';
import hacienda from './otherLists/hacienda.json' with { type: 'json' };
import hl7 from './otherLists/hl7-cr.json' with { type: 'json' };
import tse from './otherLists/tse.json' with { type: 'json' };

const official = new Map(Object.entries(division.places));
const namesOf = (code: string) =>
  [1, 3, 5].flatMap((length) => (length > code.length ? [] : (official.get(code.slice(0, length)) ?? [])));
const cantons = [...official.keys()].filter((code) => code.length === 3);
const districts = [...official.keys()].filter((code) => code.length === 5);

/** What is sent for a province, canton and district; `!` marks a code. */
function sentFor([provincia = '', canton = '', distrito]: readonly string[]): readonly string[] {
  const verdicts = judgeDivision({ provincia, canton, ...(distrito === undefined ? {} : { distrito }) });
  return Object.values(verdicts).map((one) => ('value' in one ? one.value : `!${one.code}`));
}

/** The writings that do not end as the place of their code. */
function wrong(writings: readonly (readonly [code: string, names: readonly string[]])[]) {
  return writings.filter(
    ([code, names]) => sentFor(names).join('/') !== namesOf(code).slice(0, names.length).join('/'),
  );
}

interface OtherList {
  /** `PROVINCE/CANTON` by the canton's code. */
  readonly cantons: Readonly<Record<string, string>>;
  /** By the canton's code: two digits and a name for each district, with `|` between. */
  readonly districts: Readonly<Record<string, string>>;
}

function writingsOf({ cantons: ofList, districts: within }: OtherList, codeOf = (code: string) => code) {
  return Object.entries(within).flatMap(([canton, line]) =>
    line.split('|').map((entry) => {
      const names = [...(ofList[canton] ?? '').split('/'), entry.slice(3)];
      return [codeOf(`${canton}${entry.slice(0, 2)}`), names] as const;
    }),
  );
}

const cantonsOf = (list: Readonly<Record<string, string>>) =>
  Object.entries(list).map(([code, names]) => [code, names.split('/')] as const);

/** Cantons of which HL7's list has the districts only. */
const LACKING = { 612: 'Puntarenas/Monteverde', 613: 'Puntarenas/Puerto Jiménez' };

describe('the list', () => {
  const renumbered: Readonly<Record<string, string>> = hacienda.renumbered;

  it.each([
    ['of the TSE with 81 cantons', 81, cantonsOf(tse.cantons)],
    ['of the TSE with 84 cantons', 84, cantonsOf({ ...tse.cantons, ...tse.cantonsSince })],
    ['of Hacienda', 84, cantonsOf(hacienda.cantons)],
    ['of HL7 Costa Rica', 82, cantonsOf(hl7.cantons)],
  ])('%s: %i cantons are recognised', (_, count, writings) => {
    expect(writings).toHaveLength(count);
    expect(wrong(writings)).toEqual([]);
  });

  it.each([
    ['of the TSE', 391, writingsOf({ ...tse, cantons: { ...tse.cantons, ...tse.cantonsSince } })],
    ['of Hacienda', 492, writingsOf(hacienda, (code) => renumbered[code] ?? code)],
    ['of HL7 Costa Rica', 491, writingsOf({ ...hl7, cantons: { ...hl7.cantons, ...LACKING } })],
  ])('%s: %i districts are recognised', (_, count, writings) => {
    expect(writings).toHaveLength(count);
    expect(wrong(writings)).toEqual([]);
  });
});

/** Ways to write any name, none of which is another place's. */
const WAYS: Readonly<Record<string, (name: string) => string>> = {
  'in capitals, without accents': (name) => name.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase(),
  'without its article': (name) => name.replace(/^(?:El|La|Los|Las) /, ''),
  'with an article': (name) => `La ${name}`,
  'without any article': (name) => name.replace(/\b(?:de )?(?:el|la|los|las|del) /gi, ''),
  contracted: (name) => name.replace(/ de El /, ' del '),
  'with Sta., Sto., Pto., Cd.': (name) =>
    name
      .replace(/\bSanta\b/, 'Sta.')
      .replace(/\bSanto\b/, 'Sto.')
      .replace(/\bPuerto\b/, 'Pto.')
      .replace(/\bSan\b/, 'Sn.'),
  'with S. for its saint': (name) => name.replace(/\b(?:Santa|Santo|San)\b/, 'S.'),
  'with digits': (name) => name.replace('XIII', '13').replace('Veintisiete', '27'),
  'in one word': (name) => name.replaceAll(' ', ''),
  'with a remark': (name) => `${name} (centro)`,
  'with numbers as digits': (name) => name.replace('Tres', '3').replace('Dos', '2').replace('Cinco', '5'),
};

describe.each(Object.entries(WAYS))('every place of the division %s', (_, write) => {
  it('is recognised inside the place it lies in', () => {
    const writeLast = (code: string) => [...namesOf(code).slice(0, -1), write(namesOf(code).at(-1) ?? '')];
    const writings = [...cantons, ...districts].map((code) => [code, writeLast(code)] as const);
    expect(writings).toHaveLength(84 + 494);
    expect(wrong(writings)).toEqual([]);
  });
});

it('every place is recognised with the name of what it lies in behind its own', () => {
  const writings = [...cantons, ...districts].flatMap((code) => {
    const names = namesOf(code);
    return names
      .slice(0, -1)
      .map((parent) => [code, [...names.slice(0, -1), `${names.at(-1)} de ${parent}`]] as const);
  });
  expect(writings).toHaveLength(84 + 2 * 494);
  expect(wrong(writings)).toEqual([]);
});

describe('what a place is', () => {
  it.each([
    [
      ['Provincia de San José', 'Cantón de Escazú', 'Distrito San Rafael'],
      ['San José', 'Escazú', 'San Rafael'],
    ],
    [
      ['Prov. Limón', 'Cantón Central', 'Dist. Limón'],
      ['Limón', 'Limón', 'Limón'],
    ],
    [
      ['Alajuela', 'Alajuela Central', 'San José'],
      ['Alajuela', 'Alajuela', 'San José'],
    ],
    [
      ['Heredia', 'Central de Heredia', 'Ulloa'],
      ['Heredia', 'Heredia', 'Ulloa'],
    ],
    [
      ['PUNTARENAS', 'CENTRAL', 'PAQUERA'],
      ['Puntarenas', 'Puntarenas', 'Paquera'],
    ],
    [
      ['CARTAGO', 'CENTRAL', 'EL CARMEN'],
      ['Cartago', 'Cartago', 'Carmen'],
    ],
    [
      ['San José', 'Vasquez de Coronado', 'S. Isidro'],
      ['San José', 'Vázquez de Coronado', 'San Isidro'],
    ],
    // Only six cantons are called so; Liberia is not.
    [
      ['Guanacaste', 'CENTRAL'],
      ['Guanacaste', '!CANTON_UNKNOWN'],
    ],
    [
      ['', 'CENTRAL', 'Paquera'],
      ['', '!CANTON_AMBIGUOUS', '!DIVISION_PARENT_UNKNOWN'],
    ],
    // Nothing is left of them.
    [
      ['San José', 'La', ''],
      ['San José', '!CANTON_UNKNOWN', ''],
    ],
    [
      ['San José', 'Cantón', ''],
      ['San José', '!CANTON_UNKNOWN', ''],
    ],
    [
      ['San José', 'Escazú', '(centro)'],
      ['San José', 'Escazú', '!DISTRICT_UNKNOWN'],
    ],
    // A saint is not another, and a letter is not another.
    [
      ['San José', 'San Ana'],
      ['San José', '!CANTON_UNKNOWN'],
    ],
    [
      ['San José', 'Sta. José'],
      ['San José', '!CANTON_UNKNOWN'],
    ],
    [
      ['San José', 'Escasú'],
      ['San José', '!CANTON_UNKNOWN'],
    ],
    [
      ['Puntarenas', 'Golfito', 'Pto. Jiménez'],
      ['Puntarenas', 'Golfito', '!DISTRICT_RETIRED'],
    ],
    // Where two would fit, neither is taken.
    [
      ['Alajuela', '', 'S. Rafael'],
      ['Alajuela', '', '!DISTRICT_AMBIGUOUS'],
    ],
  ])('%j is sent as %j', (names, sent) => {
    expect(sentFor(names)).toEqual(sent);
  });
});
