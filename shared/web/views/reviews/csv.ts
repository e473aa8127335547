import type { Review } from '../../../answers/reviews.ts';

const COLUMNS = ['numeroAsociado', 'code', 'outcome', 'since', 'tries', 'seen'] as const;

/** Keys and codes as a file for a spreadsheet; nothing personal is in it. */
export function toCsv(reviews: readonly Review[]): string {
  const rows = reviews.map(({ numeroAsociado, code, outcome, since, tries, seen }) => [
    numeroAsociado,
    code,
    outcome,
    since ?? '',
    String(tries),
    seen?.mark ?? '',
  ]);
  return `\uFEFF${[COLUMNS, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** What a spreadsheet would take for a formula becomes text. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
