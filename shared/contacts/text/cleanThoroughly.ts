import { decodeEntities } from './decodeEntities.ts';
import { isPronounceable, isSpanishWord } from './isSpanishWord.ts';
import { hasLostBytes } from './lostBytes.ts';
import { repairMojibake } from './repairMojibake.ts';
import { withoutExcelGuard } from './withoutExcelGuard.ts';

/** A cell's text as the rules get it. */
export interface CleanText {
  readonly text: string;
  /** Letters that had been read in a wrong code page, or written as HTML entities, are right again. */
  readonly repaired: boolean;
  /** Letters are gone and cannot be known: rules of names and free text refuse it, see `hasLostBytes`. */
  readonly lost: boolean;
}

/** See `clean`: every step of it, whatever the text. */
export function cleanThoroughly(raw: string): CleanText {
  let text = raw.toWellFormed();
  let repaired = false;
  for (;;) {
    // Before anything invisible goes: the second byte of í and of other letters may look like a soft hyphen or a control.
    const bare = withoutExcelGuard(text);
    const mended = repairMojibake(decodeEntities(bare));
    repaired ||= mended !== bare;
    const tidied = tidy(mended);
    // Again until nothing changes: what is invisible may have hidden mojibake.
    if (tidied === text) return { text, repaired, lost: hasLostBytes(text) };
    text = tidied;
  }
}

/** A C1 control beside a letter is a letter whose code page was mistaken; which one is not known. */
const CONTROL_BY_LETTER = /(?<=\p{L})[\x80-\x84\x86-\x9f]|[\x80-\x84\x86-\x9f](?=\p{L})/gu;

/**
 * á of cp850 and cp437 is the no-break space of windows-1252; what is left of an í whose first byte was dropped is its soft hyphen.
 * One with which a word is Spanish, and without which it falls into parts that nobody can say (`S nchez`), was a letter.
 */
const SIGN_IN_WORD = /(?<![^\s"'(])(\p{L}*)([\xa0\xad])([a-zñ]+)(?!\p{L})/gu;

function markLostSign(all: string, before: string, sign: string, after: string): string {
  const isSound = isPronounceable(after) && (before === '' || isPronounceable(before));
  const letter = sign === '\xa0' ? 'á' : 'í';
  return isSound || !isSpanishWord(before + letter + after) ? all : `${before}\ufffd${after}`;
}

/**
 * What no one sees: controls, formatting, byte order marks, soft hyphens, joiners, fillers; not the spaces among
 * them.
 */
const INVISIBLE = /[[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]--[\t-\r\x85]]/gv;

/** Spaces of any kind; U+0085 is a line end, and U+2800 (empty Braille) looks like a space. */
const SPACES = /[\s\x85\u2800]+/g;

function tidy(text: string): string {
  const composed = text.normalize('NFC');
  return (/[\xa0\xad]/.test(composed) ? composed.replace(SIGN_IN_WORD, markLostSign) : composed)
    .replace(CONTROL_BY_LETTER, '\ufffd')
    .replace(INVISIBLE, '')
    .replace(SPACES, ' ')
    .trim()
    .normalize('NFC');
}
