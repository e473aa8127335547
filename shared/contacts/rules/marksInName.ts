import type { FindingCode } from '../findings.ts';
import { findMarks, MARKS } from './findMarks.ts';

const NONE: readonly FindingCode[] = [];

/** How fillers begin that are words, see `isPlaceholder`. */
const FILLERS = 'nul unde unkn none nan ning desc pend empt vaci xx n/ s/ n. s.'.split(' ');

const MARKED = [...MARKS.keys()].filter((word) => word.length > 1).map((word) => word.slice(0, 3));

/** What stands at the beginning of a word of hardly any name. */
const MAY_HOLD_MARK = new RegExp(
  `(?:^|[^a-zÁÉÍÓÚÜÑ])(?:${[...new Set([...FILLERS, ...MARKED])].map(escaped).join('|')}|no |s[ií]n |[qd]\\.)|[†+]`,
  'i',
);

function escaped(text: string): string {
  return text.replaceAll('.', '\\.');
}

/**
 * What somebody wrote into a name that is none of it, see `findMarks`; most names have nothing that could begin such a word, and no
 * sign at either end.
 */
export function marksInName(name: string): readonly FindingCode[] {
  const mayHold =
    MAY_HOLD_MARK.test(name) || isSign(name.charCodeAt(0)) || isSign(name.charCodeAt(name.length - 1));
  return mayHold ? findMarks(name) : NONE;
}

/** Neither a letter nor beyond Latin: `À` is the first of its letters above ASCII. */
function isSign(code: number): boolean {
  return code < 65 || (code > 90 && code < 97) || (code > 122 && code < 192);
}
