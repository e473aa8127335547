import { readIdentity } from './readIdentity.ts';
import type { Rule } from './rule.ts';

/** A DIMEX starts with 1, a DIDI with 5 (BCCR); Hacienda takes the others. */
const USUAL_DIMEX = /^[15]/;

/**
 * Any identity document of Costa Rica, see `readIdentity`; companion `identityType` is Hacienda's code. Legal
 * persons too: whether they may be members is the cooperative's to say, and as beneficiaries they may be named
 * (Ley 8956, art. 5). Where the field says `checkCedula: false` nothing is found fault with, and what is no such document goes as
 * it stands.
 */
export const cedula: Rule = (value, { checkCedula = true }) => {
  const identity = readIdentity(value);
  if ('code' in identity) return checkCedula ? identity : { value };
  const { kind, canonical } = identity;
  const accepted = { value: canonical, companion: { identityType: kind } };
  const isUnusual = checkCedula && kind === '03' && !USUAL_DIMEX.test(canonical);
  return isUnusual ? { ...accepted, warnings: ['DIMEX_UNUSUAL'] } : accepted;
};
