/**
 * The text of a cell of any type. SQL Server's come as text; an extract's come as JSON: numbers and booleans as they print,
 * anything nested as its JSON, which no rule but text takes. Never throws.
 */
export function cellText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  try {
    return value instanceof Date ? value.toISOString() : (JSON.stringify(value) ?? '');
  } catch {
    // A date that is none, something circular.
    return '';
  }
}
