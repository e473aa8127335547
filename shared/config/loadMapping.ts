import { readFileSync } from 'node:fs';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { type Mapping, mappingSchema } from '../contacts/mapping.ts';
import { ConfigurationError } from '../errors.ts';

/**
 * Reads and checks the mapping file. `${NAME}` in it is replaced by `env.NAME`.
 *
 * @throws ConfigurationError with one sentence per problem: file, line, field and what is allowed.
 */
export function loadMapping(path: string, env: Readonly<Record<string, string | undefined>>): Mapping {
  const text = fillPlaceholders(readFile(path), path, env);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const syntax = document.errors.map(
    (error) => `${path}:${lines.linePos(error.pos[0]).line}: not valid YAML: ${error.message}.`,
  );
  if (syntax.length > 0) throw new ConfigurationError(syntax);
  const parsed = mappingSchema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(parsed.error.issues.map((issue) => describe(issue, path, document, lines)));
}

function readFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unreadable';
    throw new ConfigurationError([`SYNC_CONFIG: the mapping file ${path} cannot be read (${reason}).`]);
  }
}

function fillPlaceholders(
  text: string,
  path: string,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const problems: string[] = [];
  const filled = text.split('\n').map((line, index) =>
    // A comment may speak of placeholders without meaning one.
    line.trimStart().startsWith('#')
      ? line
      : line.replace(/\$\{(\w+)\}/g, (_, name: string) => {
          const value = env[name];
          if (value === undefined) problems.push(`${path}:${index + 1}: the setting ${name} is not set.`);
          return value ?? '';
        }),
  );
  if (problems.length > 0) throw new ConfigurationError(problems);
  return filled.join('\n');
}

/** `contacts.yaml:23: fields[4] (email).rule: …`, the line being that of the value or of what should hold it. */
function describe(issue: z.core.$ZodIssue, path: string, document: Document, lines: LineCounter): string {
  let name = '';
  for (const step of issue.path)
    name += typeof step === 'number' ? `[${step}]` : `${name ? '.' : ''}${String(step)}`;
  const column =
    issue.path[0] === 'fields' ? document.getIn([...issue.path.slice(0, 2), 'column']) : undefined;
  const where = typeof column === 'string' ? `${name} (column ${column})` : name || 'the file';
  return `${path}:${lineOf(issue.path, document, lines)}: ${where}: ${issue.message}.`;
}

function lineOf(path: readonly PropertyKey[], document: Document, lines: LineCounter): number {
  for (let depth = path.length; depth > 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
