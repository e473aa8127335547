import type { FindingCode } from '../findings.ts';
import { PLACEHOLDERS } from '../text/placeholder.ts';
import { findMarks, MARKS } from './findMarks.ts';

const NONE: readonly FindingCode[] = [];

/** How fillers begin that are words, see `isPlaceholder`; the first word of several is `no`, or has three letters. */
const FILLERS = [...PLACEHOLDERS, 'xx'].flatMap((text) =>
  text.startsWith('no') || text === 'xx' ? text.slice(0, 2) : text.length > 2 ? text.slice(0, 3) : [],
);

const MARKED = [...MARKS.keys()].filter((word) => word !== '+').map((word) => word.slice(0, 3));

/** What stands at the beginning of a word of hardly any name. */
const MAY_HOLD_MARK = new RegExp(`(?:^|[ '’-])(?:${[...new Set([...FILLERS, ...MARKED])].join('|')})`, 'i');

/** Letters, with nothing more than a space, an apostrophe or a hyphen between them. */
const ORDINARY = /^\p{L}[\p{L}\p{M}]*(?:[ '’-]\p{L}[\p{L}\p{M}]*)*$/u;

/** What somebody wrote into a name that is none of it, see `findMarks`. */
export function marksInName(name: string): readonly FindingCode[] {
  return ORDINARY.test(name) ? marksAmongLetters(name) : findMarks(name);
}

/** The same for a name without signs: hardly any has a word that begins as a mark does. */
export function marksAmongLetters(name: string): readonly FindingCode[] {
  return MAY_HOLD_MARK.test(name) ? findMarks(name) : NONE;
}
