import { isZero } from './isZero.ts';
import { type Identity, readIdentity } from './readIdentity.ts';
import type { AcceptedValue, Rule } from './rule.ts';

/** A DIMEX starts with 1, a DIDI with 5 (BCCR); Hacienda takes the others. */
const USUAL_DIMEX = /^[15]/;

/** One digit from the second on, or the keys in their order: somebody's perhaps, mostly typed to fill the cell. */
const ONE_DIGIT = /^\d(\d)\1+$/;
const KEYS = ['1234567890'.repeat(3), '0987654321'.repeat(3)];
const isFiller = (number: string) => ONE_DIGIT.test(number) || KEYS.some((keys) => keys.includes(number));

/**
 * Any identity document of Costa Rica, see `readIdentity`; companion `identityType` is Hacienda's code. Legal
 * persons too: whether they may be members is the cooperative's to say, and as beneficiaries they may be named
 * (Ley 8956, art. 5). Where the field says `checkCedula: false` nothing is found fault with, and what is no such document goes as
 * it stands. In a slot, zeros are nobody's.
 */
export const cedula: Rule = (value, { checkCedula = true, set }) => {
  const identity = readIdentity(value);
  if ('code' in identity) {
    if (set !== undefined && isZero(value)) return { value: '' };
    if (checkCedula) return identity;
    return identity.meant === undefined ? { value } : cedula(identity.meant, { checkCedula });
  }
  return checkCedula ? withWarning(identity) : accepted(identity);
};

function accepted({ kind, canonical }: Identity): AcceptedValue {
  return { value: canonical, companion: { identityType: kind } };
}

function withWarning(identity: Identity): AcceptedValue {
  const { kind, canonical } = identity;
  if (isFiller(canonical)) return { ...accepted(identity), warnings: ['CEDULA_FILLER'] };
  const isUnusual = kind === '03' && !USUAL_DIMEX.test(canonical);
  return isUnusual ? { ...accepted(identity), warnings: ['DIMEX_UNUSUAL'] } : accepted(identity);
}
