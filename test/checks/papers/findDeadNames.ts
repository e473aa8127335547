import { posix } from 'node:path';
import { knownPart } from './findDeadPaths.ts';
import { isThere } from './listFiles.ts';
import { lineAt, type Paper } from './paper.ts';

/** What ships, deploys, checks or shows the app; a snapshot only repeats the text of others. */
export const PROGRAM_TEXT =
  /^(?:functions|shared|infra|test\/(?:checks|demo|standins)|\.github|\.ci)\/(?!.*\.(?:md|snapshot\.json)$)/;

const NAMED = /(?<![\w./@:$-])(?:(?:docs|infra|shared|functions|test)\/[\w@./*<>{}$-]+|[A-Z]{4,}\.md)/g;
const SCRIPT = /\bnpm run (?:-s )?(?<name>[\w:]+)/g;

/** Every paper, path or script that a text of the program names and that is not there: one sentence each. */
export function findDeadNames(
  texts: readonly Paper[],
  files: readonly string[],
  scripts: Readonly<Record<string, string>>,
): readonly string[] {
  return texts.flatMap(({ path: file, text }) => [
    ...[...text.matchAll(NAMED)].flatMap(({ 0: name, index }) => {
      const path = knownPart(name).replace(/[.]+$/, '');
      const isBeside = isThere(posix.join(posix.dirname(file), path), files);
      return isBeside || isThere(path, files) ? [] : [`${file}:${lineAt(text, index)}: there is no ${path}.`];
    }),
    ...[...text.matchAll(SCRIPT)].flatMap(({ groups, index }) => {
      const name = groups?.['name'] ?? '';
      return name in scripts ? [] : [`${file}:${lineAt(text, index)}: there is no script ${name}.`];
    }),
  ]);
}
