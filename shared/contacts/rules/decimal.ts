/** Plain decimal text as SQL Server prints it: digits, at most one point, an optional sign. */
const DECIMAL = /^(-?)0*(\d+)(?:\.(\d+))?$/;

/**
 * Canonical text of an exact decimal (`0250.500` → `250.5`), or undefined when it is none. Text in, text out:
 * no value passes through a float.
 */
export function canonicalDecimal(value: string): string | undefined {
  const match = DECIMAL.exec(value);
  if (!match) return undefined;
  const [, sign = '', whole = '0', fraction = ''] = match;
  const trimmed = fraction.replace(/0+$/, '');
  const digits = trimmed === '' ? whole : `${whole}.${trimmed}`;
  return digits === '0' ? '0' : sign + digits;
}
