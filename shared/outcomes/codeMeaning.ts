import { FINDINGS } from '../contacts/findings.ts';
import { OUTCOME_CODES } from './outcomeCodes.ts';
import { STATUS_CODES } from './statusCodes.ts';
import { SYSTEM_CODES } from './systemCodes.ts';

/** What a code means and what to do about it, for those who read it. */
export interface CodeMeaning {
  readonly es: string;
  readonly en: string;
}

const MEANINGS: ReadonlyMap<string, CodeMeaning> = new Map(
  Object.entries({ ...SYSTEM_CODES, ...STATUS_CODES, ...OUTCOME_CODES, ...FINDINGS }),
);

export function isKnownCode(code: string): boolean {
  return MEANINGS.has(code);
}

/** The meaning of any code of `docs/reference/codes.md`; of one that an earlier version stored, that it is unknown. */
export function meaningOf(code: string): CodeMeaning {
  const { es, en } = MEANINGS.get(code) ?? {
    es: `El código ${code} no es de esta versión.`,
    en: `The code ${code} is not of this version.`,
  };
  return { es, en };
}
