/** Plain decimal text as SQL Server prints it: digits, at most one point, an optional sign. */
const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** More than any decimal of SQL Server prints (38 digits); longer texts are no amounts. */
const LONGEST = 50;

/**
 * Canonical text of an exact decimal (`0250.500` → `250.5`), or undefined when it is none. Text in, text out:
 * no value passes through a float.
 */
export function canonicalDecimal(value: string): string | undefined {
  const match = value.length > LONGEST ? null : DECIMAL.exec(value);
  if (!match) return undefined;
  const [, sign = '', padded = '', fraction = ''] = match;
  const whole = padded.replace(/^0+(?=\d)/, '');
  const trimmed = fraction.replace(/0+$/, '');
  const digits = trimmed === '' ? whole : `${whole}.${trimmed}`;
  return digits === '0' ? '0' : sign + digits;
}
