/*! Administrative division of Costa Rica after crisarji/explora-cr, (c) 2026 Explora Costa Rica contributors, MIT licence. */
import aliases from './aliases.json' with { type: 'json' };
import { CODE_LENGTHS, type DivisionLevel } from './divisionLevels.ts';
import division from './dta-2026.json' with { type: 'json' };
import { foldName } from './foldName.ts';
import { looseName, looseNames } from './looseName.ts';

/** Raise when names are recognised in another way: what lies in a place is sent again. */
export const RECOGNITION_VERSION = 2;

/** The division in force; see NOTICE.md for where it comes from. */
export const DIVISION_VERSION = division.version;

export interface Place {
  /** P, PCC or PCCDD: it begins with the code of every place it lies in. */
  readonly code: string;
  readonly name: string;
}

export interface DivisionIndex {
  /**
   * The places of a level inside `parent` (a code; empty for the country) by name: the official one, else another, else one that
   * differs from either by articles, spaces and abbreviations only.
   */
  find(level: DivisionLevel, parent: string, name: string): readonly Place[];
  /** Whether a former district of this canton had the name, and lies in another canton today. */
  isRetired(canton: string, name: string): boolean;
}

/** Level → code of the parent → form of the name → places. */
type Names = Readonly<Record<DivisionLevel, Map<string, Map<string, Place[]>>>>;

let index: DivisionIndex | undefined;

/** Built when first asked for. */
export function divisionIndex(): DivisionIndex {
  index ??= build();
  return index;
}

function build(): DivisionIndex {
  const [official, others, loose, retired] = [noNames(), noNames(), noNames(), noNames()];
  const places = new Map(Object.entries(division.places).map(([code, name]) => [code, { code, name }]));
  const addLoosely = (names: Names, place: Place, name: string) => {
    const within = parentsOf(place.code).flatMap((code) => places.get(code)?.name ?? []);
    for (const key of looseNames(levelOf(place.code), name, within)) add(names, place, key);
  };
  for (const place of places.values()) {
    add(official, place, foldName(place.name));
    addLoosely(loose, place, place.name);
  }
  for (const [code, names] of Object.entries(aliases.otherNames)) {
    const place = places.get(code);
    for (const name of names) {
      if (!place) continue;
      add(others, place, foldName(name));
      addLoosely(loose, place, name);
    }
  }
  for (const [code, { name }] of Object.entries(aliases.retired)) addLoosely(retired, { code, name }, name);
  return {
    find(level, parent, name) {
      const folded = foldName(name);
      const exact = official[level].get(parent)?.get(folded) ?? others[level].get(parent)?.get(folded);
      return exact ?? loose[level].get(parent)?.get(looseName(level, name)) ?? [];
    },
    isRetired: (canton, name) => retired.distrito.get(canton)?.has(looseName('distrito', name)) ?? false,
  };
}

function noNames(): Names {
  return { provincia: new Map(), canton: new Map(), distrito: new Map() };
}

/** Under its parent, under the parent's parent and under the country; once, whatever the names that come to the same. */
function add(names: Names, place: Place, key: string): void {
  const ofLevel = names[levelOf(place.code)];
  for (const parent of ['', ...parentsOf(place.code)]) {
    const ofParent = ofLevel.get(parent) ?? new Map<string, Place[]>();
    const known = ofParent.get(key) ?? [];
    if (!known.includes(place)) ofParent.set(key, [...known, place]);
    ofLevel.set(parent, ofParent);
  }
}

/** Codes of the places it lies in. */
function parentsOf(code: string): readonly string[] {
  const lengths = Object.values(CODE_LENGTHS).filter((length) => length < code.length);
  return lengths.map((length) => code.slice(0, length));
}

function levelOf(code: string): DivisionLevel {
  if (code.length === CODE_LENGTHS.provincia) return 'provincia';
  return code.length === CODE_LENGTHS.canton ? 'canton' : 'distrito';
}
