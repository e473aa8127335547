import { isMap, isNode, isScalar } from 'yaml';
import type { z } from 'zod';
import type { ParsedFile } from './parseMappingFile.ts';

/** What is wrong, one sentence each: `contacts.yaml:23: fields[4].rule (column email): …`. */
export function describeIssue(issue: z.core.$ZodIssue, file: ParsedFile): readonly string[] {
  const where = nameOf(issue.path, file);
  if (issue.code !== 'unrecognized_keys') {
    return [`${file.path}:${lineOf(issue.path, file)}: ${where}: ${issue.message}.`];
  }
  // Several keys are one issue; its message has a line for each.
  const messages = issue.message.split('\n');
  return issue.keys.map(
    (key, index) =>
      `${file.path}:${lineOf([...issue.path, key], file)}: ${where}: ${messages[index] ?? issue.message}.`,
  );
}

function nameOf(path: readonly PropertyKey[], { document }: ParsedFile): string {
  let name = '';
  for (const step of path)
    name += typeof step === 'number' ? `[${step}]` : `${name ? '.' : ''}${String(step)}`;
  const column = path[0] === 'fields' ? document.getIn([...path.slice(0, 2), 'column']) : undefined;
  return typeof column === 'string' ? `${name} (column ${column})` : name || 'the file';
}

/** The line of the key at the path, or of the closest thing around it that the file has. */
function lineOf(path: readonly PropertyKey[], { document, lines }: ParsedFile): number {
  for (let depth = path.length; depth > 0; depth--) {
    const around = document.getIn(path.slice(0, depth - 1), true);
    const key = isMap(around)
      ? around.items.find((item) => isScalar(item.key) && item.key.value === path[depth - 1])?.key
      : document.getIn(path.slice(0, depth), true);
    if (isNode(key) && key.range) return lines.linePos(key.range[0]).line;
  }
  return 1;
}
