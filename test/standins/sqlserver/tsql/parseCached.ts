import type { Statement } from './ast.ts';
import { parseBatch } from './parseStatement.ts';

const parsed = new Map<string, readonly Statement[]>();

/** Parsed batches are shared by all sessions; a long text (a literal INSERT) is not worth keeping. */
export function parseCached(text: string): readonly Statement[] {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const statements = parseBatch(text);
  if (parsed.size > 500) parsed.clear();
  if (text.length < 20_000) parsed.set(text, statements);
  return statements;
}
