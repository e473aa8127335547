import { isAddress } from './isAddress.ts';
import { unwrapAddress } from './unwrapAddress.ts';

/** Quotes and the like may begin a user, says the RFC; mostly they stand around an address. */
const BEGINS_PLAINLY = /^[a-z\d]/;

/**
 * The one address of a cell, in lower case, because HubSpot stores and matches addresses that way; what follows a plus stays.
 * What stands around it is no part of it, see `unwrapAddress`. Undefined when it is none, or two.
 */
export function readAddress(text: string): string | undefined {
  const lower = text.toLowerCase();
  if (BEGINS_PLAINLY.test(lower) && isAddress(lower)) return lower;
  const inner = unwrapAddress(text);
  return inner !== undefined && isAddress(inner) ? inner : undefined;
}
