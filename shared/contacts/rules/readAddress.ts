import { isAddress } from './isAddress.ts';
import { unwrapAddress } from './unwrapAddress.ts';

/**
 * ASCII, for other signs have more than one form. Quotes and the like may begin a user, says the RFC; mostly they stand around an
 * address.
 */
const PLAIN = /^[a-z\d][\0-\x7f]*$/;

/**
 * The one address of a cell, in lower case, because HubSpot stores and matches addresses that way; what follows a plus stays.
 * What stands around it is no part of it, see `unwrapAddress`. Undefined when it is none, or two.
 */
export function readAddress(text: string): string | undefined {
  const lower = text.toLowerCase();
  if (PLAIN.test(lower) && isAddress(lower)) return lower;
  const inner = unwrapAddress(text);
  return inner !== undefined && isAddress(inner) ? inner : undefined;
}
