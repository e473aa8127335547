import { readFileSync } from 'node:fs';
import { pathName } from '../contacts/mapping/pathName.ts';
import { checkedFileSchema, type Mapping, toMapping } from '../contacts/mapping.ts';
import { ConfigurationError } from '../errors.ts';
import { describeIssue } from './describeIssue.ts';
import { parseMappingFile } from './parseMappingFile.ts';
import { placeOf } from './placeOf.ts';

/**
 * Reads and checks the mapping file. `${NAME}` in a value of it is replaced by `env.NAME`.
 *
 * @throws ConfigurationError with one sentence per problem: file, line, field and what is allowed.
 */
export function loadMapping(path: string, env: Readonly<Record<string, string | undefined>>): Mapping {
  const file = parseMappingFile(readFile(path), path, env);
  const parsed = checkedFileSchema.safeParse(file.content);
  if (parsed.success) {
    return toMapping(parsed.data, (place) => `${path}:${placeOf(place, file).line}: ${pathName(place)}`);
  }
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
