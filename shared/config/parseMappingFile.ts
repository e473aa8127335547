import { type Document, LineCounter, parseDocument } from 'yaml';
import { ConfigurationError } from '../errors.ts';
import { fillPlaceholders, hidePlaceholders } from './placeholders.ts';

/** A mapping file that is YAML at least; whether it is a mapping is for the schema. */
export interface ParsedFile {
  readonly path: string;
  readonly content: unknown;
  readonly document: Document;
  readonly lines: LineCounter;
}

/**
 * Parses the text of a mapping file and fills its placeholders.
 *
 * @throws ConfigurationError naming every line that is no YAML, or every setting that is not set.
 */
export function parseMappingFile(
  text: string,
  path: string,
  env: Readonly<Record<string, string | undefined>>,
): ParsedFile {
  const lines = new LineCounter();
  const document = parseDocument(hidePlaceholders(text), { lineCounter: lines, prettyErrors: false });
  const problems = [
    ...document.errors.map(({ pos, message }) => ({ at: pos[0], message: `not valid YAML: ${message}` })),
    ...fillPlaceholders(document, env).map(({ at, name }) => ({
      at,
      message: `the setting ${name} is not set`,
    })),
  ];
  if (problems.length > 0) {
    throw new ConfigurationError(
      problems.map(({ at, message }) => `${path}:${lines.linePos(at).line}: ${message}.`),
    );
  }
  return { path, content: document.toJS(), document, lines };
}
