import { isEmailFiller } from './isEmailFiller.ts';
import { isMistypedDomain } from './isMistypedDomain.ts';
import { readAddress } from './readAddress.ts';
import type { Rule } from './rule.ts';

/** One address, see `readAddress`: none of those made up to fill the cell; a domain that looks mistyped goes with a warning. */
export const email: Rule = (value) => {
  const address = readAddress(value);
  if (address === undefined) return { code: 'EMAIL_INVALID' };
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  if (isEmailFiller(address.slice(0, at), domain)) return { code: 'EMAIL_FILLER' };
  return isMistypedDomain(domain) ? { value: address, warnings: ['EMAIL_MISTYPED'] } : { value: address };
};
