import { posix } from 'node:path';
import { isThere } from './listFiles.ts';
import { blockLines, inlineCode, type Library } from './paper.ts';

const PATH = /^[\w@.*<>{}$…-]+(?:\/[\w@.*<>{}$…-]+)*\/?$/;
const FILE = /[^/]\.(?:ts|mjs|md|ya?ml|json|sql|kql|sh|bicep|bicepparam|cs|csproj)$/;
/** Made by a build or by the reader. */
const NOT_OURS = /^(?:dist|node_modules|local\.settings\.json|test-results)(?:\/|$)/;

/**
 * Every path in backticks or in a block of code that is not there: one sentence each. A path counts from the root; the first
 * word of a piece of code may also be a file of the paper's folder, or the end of a path below it.
 */
export function findDeadPaths({ papers, files }: Library): readonly string[] {
  const tops = new Set(files.map((file) => file.split('/')[0]));
  return papers.flatMap((paper) => {
    const folder = posix.dirname(paper.path);
    const below = folder === '.' ? [] : files.filter((file) => file.startsWith(`${folder}/`));
    const exists = (path: string) =>
      isThere(path, files) ||
      isThere(posix.join(folder, path), files) ||
      below.some((file) => `${file}/`.includes(`/${path.replace(/\/$/, '')}/`));
    const isRooted = (word: string) => word.includes('/') && tops.has(word.split('/')[0]);
    const isNamed = (word: string, at: number) =>
      isRooted(word) || (at === 0 && (FILE.test(word) || word.endsWith('/')));
    return [...inlineCode(paper), ...blockLines(paper)].flatMap(({ text, line }) =>
      text
        .split(/\s+/)
        .filter((word, at) => PATH.test(word) && isNamed(word, at))
        .filter((word) => !NOT_OURS.test(word) && !exists(knownPart(word)))
        .map((word) => `${paper.path}:${line}: there is no ${word}.`),
    );
  });
}

/** A path up to what only the reader fills in: `infra/parameters/<name>.bicepparam` is in `infra/parameters/`. */
export function knownPart(path: string): string {
  const open = path.search(/[<{$…]/);
  return open < 0 ? path : path.slice(0, path.lastIndexOf('/', open) + 1);
}
