import type { FindingCode } from '../findings.ts';
import { divisionIndex } from './divisionIndex.ts';
import type { DivisionLevel } from './divisionLevels.ts';

/** The official name to send (empty: nothing was given), or why none is sent. */
export type PlaceVerdict = { readonly value: string } | { readonly code: FindingCode };

/** What a row says; a level that is absent is not mapped, `null` was withheld already. */
export type GivenPlaces = Partial<Record<DivisionLevel, string | null>>;

/** A verdict for every level that was given. */
export type PlaceVerdicts = Partial<Record<DivisionLevel, PlaceVerdict>>;

const NOTHING: PlaceVerdict = { value: '' };

const LEVELS = ['provincia', 'canton', 'distrito'] as const satisfies readonly DivisionLevel[];

const UNKNOWN = {
  provincia: 'PROVINCE_UNKNOWN',
  canton: 'CANTON_UNKNOWN',
  distrito: 'DISTRICT_UNKNOWN',
} as const satisfies Record<DivisionLevel, FindingCode>;

/**
 * Judges a place from the province down: each name is looked up inside what was recognised above it, because 38 names
 * of districts repeat in the country. Accents, case, articles and abbreviations do not matter, known other names count, nothing is
 * guessed: what lies in an unrecognised place, or fits several, is left out.
 *
 * Source: División Territorial Administrativa 2026, Instituto Geográfico Nacional (NOTICE.md).
 */
export function judgeDivision(given: Readonly<GivenPlaces>): Readonly<PlaceVerdicts> {
  const verdicts: PlaceVerdicts = {};
  /** Code of the smallest place recognised so far; undefined once one was not. */
  let inside: string | undefined = '';
  for (const level of LEVELS) {
    const name = given[level];
    if (name === undefined) continue;
    if (name === null) {
      inside = undefined;
    } else if (name === '') {
      verdicts[level] = NOTHING;
    } else {
      const found = look(level, inside, name);
      verdicts[level] = 'place' in found ? { value: found.place.name } : found;
      inside = 'place' in found ? found.place.code : undefined;
    }
  }
  return verdicts;
}

function look(level: DivisionLevel, inside: string | undefined, name: string) {
  if (inside === undefined) return { code: 'DIVISION_PARENT_UNKNOWN' } as const;
  const [place, second] = divisionIndex().find(level, inside, name);
  if (second) return { code: level === 'distrito' ? 'DISTRICT_AMBIGUOUS' : 'CANTON_AMBIGUOUS' } as const;
  if (place) return { place };
  const isRetired = level === 'distrito' && divisionIndex().isRetired(inside, name);
  return { code: isRetired ? 'DISTRICT_RETIRED' : UNKNOWN[level] } as const;
}
