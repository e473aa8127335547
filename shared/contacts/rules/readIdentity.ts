import { foldSigns } from './foldSigns.ts';
import type { RefusedValue } from './rule.ts';

/** Hacienda's codes of documents: 01 cédula física, 02 cédula jurídica, 03 DIMEX and DIDI, 04 NITE. */
export type IdentityKind = '01' | '02' | '03' | '04';

/** A document's number in its canonical form: digits (jurídica: and capitals) without separators. */
export interface Identity {
  readonly kind: IdentityKind;
  readonly canonical: string;
}

/** How most are written. */
const USUAL = /^[1-9](-?)\d{4}\1\d{4}$/;

/**
 * Partido, tomo, asiento (TSE); a 0 before the partido is Hacienda's and SINPE's coding and no part of the number.
 * Segments may lack their zeros, bare digits are never padded: eight digits mean that one is missing.
 */
const FISICA_SEGMENTS = /^0?([1-9])-(\d{1,4})-(\d{1,4})$/;
const FISICA_BARE = /^0?([1-9])(\d{4})(\d{4})$/;

/**
 * Class, type and consecutive of legal persons (Registro Nacional): types 120 and 130 of class 3 are NITE, numbers
 * only. Since Decreto 44648-MJ a consecutive may mix letters and digits (`3-101-A00001`). 004 are the
 * cooperatives.
 */
const LEGAL = /^([2-5])(-?)(\d{3})\2([\dA-Z]{6})$/;
const LEGAL_TYPES = /^(?:2[1-4]00|3(?:00[2-9]|01[0-4]|10[1-9]|110)|4000|5001)$/;
const NITE_TYPES = /^31[23]0$/;

/**
 * BCCR: 1 (DIDI: 5), nationality, consecutive and two verification digits whose rule is not published. No other document has 12
 * digits, so they may be grouped at will; Hacienda takes 11 digits too. What begins like another document is a faulty one of those.
 */
const DIMEX = /^(?!\d-\d{4}-\d+$|[2-5]-\d{3}-\d+$)[1-9]\d*(?:-\d+)*$/;

/** How La Gaceta prints a DIMEX: `DI155812345678`. */
const DIMEX_LABEL = /^(?:DIMEX|DIDI|DI)[-:]*(?=\d)/;

/** What people write before a number, to say which it is. */
const LABEL =
  /^(?:C[EÉ]D(?:ULA)?(?:-(?:DE-)?(?:IDENTIDAD|RESIDENCIA|F[IÍ]SICA|JUR[IÍ]DICA))?|C-?I|ID(?:ENT(?:IFICACI[OÓ]N)?)?|DOC(?:UMENTO)?|DI(?:MEX|DI)?|NITE|N(?:O|°|RO|[UÚ]M(?:ERO)?))[-:#]*(?=\d)/;

/** Labels of two letters that stand close to the number may be the letters of a passport. */
const MAY_BE_SERIES = /^[A-Z]{2}\d/;

/** Letters first, and digits: not a Costa Rican document (Hacienda's code 05, at most 20 characters). */
const PASSPORT = /^(?=.*\d)[A-Z][\dA-Z-]{4,19}$/;

/** No document with its separators is longer. */
const LONGEST = 40;

/**
 * Reads a Costa Rican identity document. Only the structure is judged: no check digit exists that could be
 * verified. The first digit of a cédula is where the birth was registered (8: naturalised, 9: special entry) and
 * says nothing of the address. Shapes with separators come first, so that `3-101-12345` is an incomplete cédula
 * jurídica and not the física 310112345. A document behind a label is refused, and `meant` says which it is.
 */
export function readIdentity(text: string): Identity | RefusedValue {
  if (USUAL.test(text)) return { kind: '01', canonical: text.replaceAll('-', '') };
  if (text.length > LONGEST) return { code: 'CEDULA_INVALID' };
  const folded = fold(text);
  const identity = readDigits(folded) ?? readDimex(folded.replace(DIMEX_LABEL, ''));
  if (identity) return identity;
  const meant = readDigits(folded.replace(LABEL, ''));
  if (meant) return { code: 'CEDULA_INVALID', meant: meant.canonical };
  const isPassport = PASSPORT.test(folded) && (!LABEL.test(folded) || MAY_BE_SERIES.test(folded));
  return { code: isPassport ? 'CEDULA_PASSPORT' : 'CEDULA_INVALID' };
}

function readDigits(folded: string): Identity | undefined {
  const match = FISICA_SEGMENTS.exec(folded) ?? FISICA_BARE.exec(folded);
  return match ? fisica(match) : (readDimex(folded) ?? readLegal(folded));
}

/**
 * A dot or a space between segments is a dash; `.0` behind nine digits and more, with a label or without, is how programs print a
 * column of whole numbers that they read as floats.
 */
function fold(text: string): string {
  return foldSigns(text)
    .replace(/^([^\d.]*\d{9,12})\.0+$/, '$1')
    .replace(/\s*[-.]\s*|\s+/g, '-')
    .toUpperCase();
}

function fisica([, partido = '', tomo = '', asiento = '']: RegExpExecArray): Identity {
  return { kind: '01', canonical: partido + tomo.padStart(4, '0') + asiento.padStart(4, '0') };
}

function readDimex(folded: string): Identity | undefined {
  const canonical = DIMEX.test(folded) ? folded.replaceAll('-', '') : '';
  // A group of one or two digits in front is a cédula's, with a digit too many.
  const isOne = canonical.length === 12 || (canonical.length === 11 && !/^\d{1,2}-/.test(folded));
  return isOne ? { kind: '03', canonical } : undefined;
}

function readLegal(folded: string): Identity | undefined {
  const [, classDigit = '', , type = '', consecutive = ''] = LEGAL.exec(folded) ?? [];
  const series = classDigit + type;
  const canonical = series + consecutive;
  if (NITE_TYPES.test(series)) return /\D/.test(consecutive) ? undefined : { kind: '04', canonical };
  return LEGAL_TYPES.test(series) ? { kind: '02', canonical } : undefined;
}
