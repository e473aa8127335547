import { hasLostBytes } from './lostBytes.ts';
import { repairMojibake } from './repairMojibake.ts';

/** A cell's text as the rules get it. */
export interface CleanText {
  readonly text: string;
  /** Letters that had been read in a wrong code page are right again. */
  readonly repaired: boolean;
  /** Letters are gone and cannot be known: rules of names and free text refuse it, see `hasLostBytes`. */
  readonly lost: boolean;
}

/** Most values: printable ASCII and the letters of Spanish, with which no mojibake begins; single spaces, none around it. */
const SPANISH = /^[!-~ÁÉÍÓÚÜÑáéíóúüñ]+(?: [!-~ÁÉÍÓÚÜÑáéíóúüñ]+)*$/;

/** Other letters with accents, composed. */
const PLAIN = /^[!-~À-ſ]+(?: [!-~À-ſ]+)*$/;

/**
 * Canonical text of a cell: well-formed Unicode (half a surrogate pair, which nvarchar may hold, becomes U+FFFD),
 * mojibake repaired, NFC, nothing invisible, spaces of any kind folded to one, none around it. Cleaning twice
 * changes nothing more.
 */
export function clean(raw: string): CleanText {
  if (raw === '' || SPANISH.test(raw) || (PLAIN.test(raw) && repairMojibake(raw) === raw)) {
    return { text: raw, repaired: false, lost: raw.includes('?') && hasLostBytes(raw) };
  }
  let text = raw.toWellFormed();
  let repaired = false;
  for (;;) {
    // Before anything invisible goes: the second byte of í and of other letters may look like a soft hyphen or a control.
    const mended = repairMojibake(text);
    repaired ||= mended !== text;
    const tidied = tidy(mended);
    // Again until nothing changes: what is invisible may have hidden mojibake.
    if (tidied === text) return { text, repaired, lost: hasLostBytes(text) };
    text = tidied;
  }
}

/** A C1 control beside a letter is a letter whose code page was mistaken; which one is not known. */
const CONTROL_BY_LETTER = /(?<=\p{L})[\x80-\x84\x86-\x9f]|[\x80-\x84\x86-\x9f](?=\p{L})/gu;

/**
 * What no one sees: controls, formatting, byte order marks, soft hyphens, joiners, fillers; not the spaces among
 * them.
 */
const INVISIBLE = /[[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]--[\t-\r\x85]]/gv;

/** Spaces of any kind; U+0085 is a line end, and U+2800 (empty Braille) looks like a space. */
const SPACES = /[\s\x85\u2800]+/g;

function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replace(CONTROL_BY_LETTER, '\ufffd')
    .replace(INVISIBLE, '')
    .replace(SPACES, ' ')
    .trim()
    .normalize('NFC');
}
