import type { FindingCode } from '../findings.ts';

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
 * BCCR: 1 (DIDI: 5), nationality, consecutive and two verification digits whose rule is not published; Hacienda
 * takes 11 digits too.
 */
const DIMEX = /^[1-9](?:\d{10,11}|\d{3}-\d{6}-\d{2})$/;

/** Letters first, and digits: not a Costa Rican document (Hacienda's code 05, at most 20 characters). */
const PASSPORT = /^(?=.*\d)[A-Z][\dA-Z-]{4,19}$/;

/** No document with its separators is longer. */
const LONGEST = 40;

/**
 * Reads a Costa Rican identity document. Only the structure is judged: no check digit exists that could be
 * verified. The first digit of a cédula is where the birth was registered (8: naturalised, 9: special entry) and
 * says nothing of the address. Shapes with separators come first, so that `3-101-12345` is an incomplete cédula
 * jurídica and not the física 310112345.
 */
export function readIdentity(text: string): Identity | { readonly code: FindingCode } {
  if (USUAL.test(text)) return { kind: '01', canonical: text.replaceAll('-', '') };
  if (text.length > LONGEST) return { code: 'CEDULA_INVALID' };
  const folded = fold(text);
  const match = FISICA_SEGMENTS.exec(folded) ?? FISICA_BARE.exec(folded);
  if (match) return fisica(match);
  if (DIMEX.test(folded)) return { kind: '03', canonical: folded.replaceAll('-', '') };
  return readLegal(folded) ?? { code: PASSPORT.test(folded) ? 'CEDULA_PASSPORT' : 'CEDULA_INVALID' };
}

/** Full-width digits and dashes of all kinds become ASCII; a dot or a space between segments is a dash. */
function fold(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .replace(/\s*[-\u2010-\u2015\u2212.]\s*|\s+/g, '-')
    .toUpperCase();
}

function fisica([, partido = '', tomo = '', asiento = '']: RegExpExecArray): Identity {
  return { kind: '01', canonical: partido + tomo.padStart(4, '0') + asiento.padStart(4, '0') };
}

function readLegal(folded: string): Identity | undefined {
  const [, classDigit = '', , type = '', consecutive = ''] = LEGAL.exec(folded) ?? [];
  const series = classDigit + type;
  const canonical = series + consecutive;
  if (NITE_TYPES.test(series)) return /\D/.test(consecutive) ? undefined : { kind: '04', canonical };
  return LEGAL_TYPES.test(series) ? { kind: '02', canonical } : undefined;
}
