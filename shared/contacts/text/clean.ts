import { type CleanText, cleanThoroughly } from './cleanThoroughly.ts';
import { hasLostBytes } from './lostBytes.ts';
import { repairMojibake } from './repairMojibake.ts';

/**
 * Most values: printable ASCII and the letters of Spanish, with which no mojibake begins; single spaces, none around it; no & of
 * an entity, and neither sign that Excel puts in front.
 */
const SPANISH = /^[!-%(-<>-~ÁÉÍÓÚÜÑáéíóúüñ][!-%'-~ÁÉÍÓÚÜÑáéíóúüñ]*(?: [!-%'-~ÁÉÍÓÚÜÑáéíóúüñ]+)*$/;

/** Other letters with accents, composed. */
const PLAIN = /^[!-%(-<>-~À-ſ][!-%'-~À-ſ]*(?: [!-%'-~À-ſ]+)*$/;

/**
 * Canonical text of a cell: well-formed Unicode (half a surrogate pair, which nvarchar may hold, becomes U+FFFD), without Excel's
 * sign that it is text, HTML entities and mojibake made letters again, NFC, nothing invisible, spaces of any kind folded to one,
 * none around it. Cleaning twice changes nothing more.
 */
export function clean(raw: string): CleanText {
  if (raw === '' || SPANISH.test(raw) || (PLAIN.test(raw) && repairMojibake(raw) === raw)) {
    return { text: raw, repaired: false, lost: raw.includes('?') && hasLostBytes(raw) };
  }
  return cleanThoroughly(raw);
}
