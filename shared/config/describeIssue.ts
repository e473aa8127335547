import type * as z from 'zod';
import type { ParsedFile } from './parseMappingFile.ts';
import { placeOf } from './placeOf.ts';

/** What is wrong, one sentence each: `contacts.yaml:23: fields[4].rule (column email): …`. */
export function describeIssue(issue: z.core.$ZodIssue, file: ParsedFile): readonly string[] {
  switch (issue.code) {
    case 'unrecognized_keys': {
      // Several keys are one issue; its message has a line for each.
      const messages = issue.message.split('\n');
      return issue.keys.map((key, index) => {
        const line = placeOf([...issue.path, key], file).line;
        const { name } = placeOf(issue.path, file);
        return `${file.path}:${line}: ${name}: ${messages[index] ?? issue.message}.`;
      });
    }
    case 'invalid_union': {
      // Of several forms the one that was meant: what is wrong with it is inside it.
      const meant = issue.errors.find((form) => form.every(({ path }) => path.length > 0));
      if (meant)
        return meant.flatMap((inner) =>
          describeIssue({ ...inner, path: [...issue.path, ...inner.path] }, file),
        );
    }
  }
  const { name, line } = placeOf(issue.path, file);
  return [`${file.path}:${line}: ${name}: ${issue.message}.`];
}
