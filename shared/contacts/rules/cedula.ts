import type { Rule } from './rule.ts';

/** P-TTTT-AAAA in segments or bare; the 10-digit form of Hacienda and SINPE has a leading 0 that is not part of it. */
const CEDULA_FISICA = /^0?([1-9])(?:-(\d{1,4})-(\d{1,4})|(\d{8}))$/;

/**
 * Cédula física: nine digits, the first one 1 to 9 (TSE). Canonical form: the nine digits. There is no check
 * digit, so only the structure can be judged. Segments may be unpadded (`1-234-567`); bare digits are never padded:
 * eight digits mean that one is missing.
 */
export const cedula: Rule = (value) => {
  const folded = value.normalize('NFKC').replace(/[\u2010-\u2015\u2212 .]/g, (c) => (c === ' ' ? '' : '-'));
  const match = CEDULA_FISICA.exec(folded);
  if (!match) return { code: 'CEDULA_INVALID' };
  const [, partido = '', tomo = '', asiento = '', bare = ''] = match;
  return { value: partido + (bare || tomo.padStart(4, '0') + asiento.padStart(4, '0')) };
};
