/** Control and format characters that no one sees: zero-width spaces and joiners, byte order marks, soft hyphens. */
const INVISIBLE = /[\p{Cc}\p{Cf}]/gu;

/** Spaces of any kind. */
const SPACES = /\s+/gu;

/**
 * Canonical text of a cell: well-formed Unicode (half a surrogate pair, which nvarchar may hold, becomes U+FFFD), NFC,
 * spaces folded to one, nothing invisible, nothing around it.
 */
export function clean(value: string): string {
  return value.toWellFormed().normalize('NFC').replace(SPACES, ' ').replace(INVISIBLE, '').trim();
}
