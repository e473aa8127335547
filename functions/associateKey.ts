import { badRequest, type Problem } from './problem.ts';

/** The associate's number in the path, as it was written; one of nothing but blanks names nobody. */
export function associateKey(
  params: Readonly<Record<string, string>>,
): { readonly key: string } | { readonly problem: Problem } {
  const key = params['numeroAsociado'] ?? '';
  return key.trim() === '' ? { problem: badRequest('numeroAsociado', 'empty') } : { key };
}
