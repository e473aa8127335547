import { badRequest, type Problem } from './problem.ts';

/** No column that SQL Server can keep in order holds more. */
const MOST = 8_000;

/** The associate's number in the path, as it was written; one of nothing but blanks, or of more than a column holds, names nobody. */
export function associateKey(
  params: Readonly<Record<string, string>>,
): { readonly key: string } | { readonly problem: Problem } {
  const key = params['numeroAsociado'] ?? '';
  if (key.trim() === '') return { problem: badRequest('numeroAsociado', 'empty') };
  if (key.length > MOST) return { problem: badRequest('numeroAsociado', 'tooLong', { max: MOST }) };
  return { key };
}
