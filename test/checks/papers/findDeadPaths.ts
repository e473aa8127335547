import { posix } from 'node:path';
import { isThere } from './listFiles.ts';
import { inlineCode, type Library } from './paper.ts';

const PATH = /^[\w@.*<>{}$…-]+(?:\/[\w@.*<>{}$…-]+)*\/?$/;
const FILE = /[^/]\.(?:ts|mjs|md|ya?ml|json|sql|kql|sh|bicep|bicepparam|cs|csproj)$/;
/** Made by a build, by a bench or by the reader. */
const NOT_OURS = /^(?:dist|node_modules|local\.settings\.json|test\/bench\/results)(?:\/|$)/;

/**
 * Every path in backticks that is not there: one sentence each. A path counts from the root; in a paper of a folder also from
 * there, and by its end where that is below the folder.
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
    return inlineCode(paper).flatMap(({ text, line }) => {
      const [word = ''] = text.split(/\s/);
      const isPath =
        PATH.test(word) &&
        (FILE.test(word) || word.endsWith('/') || (word.includes('/') && tops.has(word.split('/')[0])));
      if (!isPath || NOT_OURS.test(word) || exists(knownPart(word))) return [];
      return [`${paper.path}:${line}: there is no ${word}.`];
    });
  });
}

/** A path up to what only the reader fills in: `infra/parameters/<name>.bicepparam` is in `infra/parameters/`. */
export function knownPart(path: string): string {
  const open = path.search(/[<{$…]/);
  return open < 0 ? path : path.slice(0, path.lastIndexOf('/', open) + 1);
}
