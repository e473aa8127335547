import { readFileSync } from 'node:fs';
import { type Mapping, mappingSchema } from '../contacts/mapping.ts';
import { ConfigurationError } from '../errors.ts';
import { describeIssue } from './describeIssue.ts';
import { parseMappingFile } from './parseMappingFile.ts';

/**
 * Reads and checks the mapping file. `${NAME}` in a value of it is replaced by `env.NAME`.
 *
 * @throws ConfigurationError with one sentence per problem: file, line, field and what is allowed.
 */
export function loadMapping(path: string, env: Readonly<Record<string, string | undefined>>): Mapping {
  const file = parseMappingFile(readFile(path), path, env);
  const parsed = mappingSchema.safeParse(file.content);
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(parsed.error.issues.flatMap((issue) => describeIssue(issue, file)));
}

function readFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unreadable';
    throw new ConfigurationError([`SYNC_CONFIG: the mapping file ${path} cannot be read (${reason}).`]);
  }
}
