import { canonicalDecimal } from './decimal.ts';

/** One colón sign or code may precede. */
const CURRENCY = /^(?:₡|¢|CRC) ?/i;

/** How SQL Server prints its decimals with céntimos. */
const PLAIN = /^\d+(?:\.\d{1,2})?$/;

/** Groups of three, and the decimals behind the other separator: `1.234.567,89`, `1,234,567.89`, `1 234 567,89`. */
const GROUPED = [
  /^([1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d{1,4}))?$/,
  /^([1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d{1,4}))?$/,
  /^([1-9]\d{0,2}(?: \d{3})+)(?:[.,](\d{1,4}))?$/,
];

const DECIMAL_COMMA = /^(\d+),(\d{1,2})$/;

/** `250.125` is 250125 to whoever reads it next, so it cannot be a canonical amount. */
const AMBIGUOUS = /^[1-9]\d{0,2}\.\d{3}$/;

/**
 * An amount of money in either of the conventions that live side by side in Costa Rica, as an exact decimal, or
 * undefined. With both separators the last one is the decimal one; a single one before exactly three digits
 * separates thousands, before one or two digits it is the decimal one. Otherwise SQL Server's plain form
 * (`250000.0000`) counts. Sources: ICU's es-CR prints `1 234 567,89`; Hacienda's XML and Odoo's users in Costa
 * Rica (odoo/odoo#48468) use a point.
 */
export function readAmount(text: string): string | undefined {
  if (PLAIN.test(text)) return canonicalDecimal(text);
  const digits = text.length > 60 ? '' : text.replace(CURRENCY, '');
  const amount = canonicalDecimal(ungroup(digits));
  return amount === undefined || AMBIGUOUS.test(amount) ? undefined : amount;
}

function ungroup(text: string): string {
  for (const grouped of GROUPED) {
    const match = grouped.exec(text);
    if (match) return join(match[1]?.replace(/\D/g, ''), match[2]);
  }
  const match = DECIMAL_COMMA.exec(text);
  return match ? join(match[1], match[2]) : text;
}

function join(whole = '', fraction = ''): string {
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
