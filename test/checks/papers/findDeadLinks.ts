import { posix } from 'node:path';
import { isThere } from './listFiles.ts';
import { type Library, lineAt, type Paper, proseOf } from './paper.ts';

const LINK = /!?\[[^\]]*\]\((?<target>[^)\s]+)\)/g;
/** Somewhere else: nothing that a test without a network could look at. */
const FOREIGN = /^[a-z][a-z+.-]*:/;

/** A link of a paper: where it stands and where it leads, from the root. */
interface Link {
  readonly line: number;
  readonly target: string;
  readonly path: string;
  readonly anchor: string | undefined;
}

/** Every link within the repository. */
export function linksOf(paper: Paper): readonly Link[] {
  // The text of a link may be code, its target never is.
  const prose = proseOf(paper);
  return [...paper.text.matchAll(LINK)].flatMap(({ index, 0: whole, groups }) => {
    const target = groups?.['target'] ?? '';
    const isCode = !prose.slice(index, index + whole.length).includes(`](${target})`);
    if (isCode || FOREIGN.test(target)) return [];
    const [path = '', anchor] = target.split('#');
    const from = path === '' ? paper.path : posix.join(posix.dirname(paper.path), path);
    return [{ line: lineAt(paper.text, index), target, path: from, anchor }];
  });
}

/** Every link to a file, folder or heading that is not there: one sentence each. */
export function findDeadLinks({ papers, files }: Library): readonly string[] {
  return papers.flatMap((paper) =>
    linksOf(paper).flatMap(({ line, target, path, anchor }) => {
      const where = `${paper.path}:${line}:`;
      if (!isThere(path, files)) return [`${where} the link ${target} leads to nothing.`];
      if (anchor === undefined) return [];
      const aim = papers.find((other) => other.path === path);
      const isHeading = aim !== undefined && anchorsOf(aim).has(anchor);
      return isHeading ? [] : [`${where} the link ${target} leads to no heading.`];
    }),
  );
}

/** Every paper to which no way of links leads from the README. */
export function findOrphans({ papers }: Library): readonly string[] {
  const reached = new Set<string>();
  const visit = (path: string) => {
    const paper =
      papers.find((one) => one.path === path) ??
      papers.find((one) => one.path === posix.join(path, 'README.md'));
    if (!paper || reached.has(paper.path)) return;
    reached.add(paper.path);
    for (const link of linksOf(paper)) visit(link.path);
  };
  visit('README.md');
  return papers.filter(({ path }) => !reached.has(path)).map(({ path }) => `${path}: no link leads here.`);
}

const HEADING = /^#{1,6} +(?<heading>.+?) *$/gm;

/** The anchors that GitHub gives the headings of a paper. */
export function anchorsOf(paper: Paper): ReadonlySet<string> {
  const anchors = new Set<string>();
  // A heading may hold code; a block of code holds no heading.
  const prose = proseOf(paper);
  const headings = [...paper.text.matchAll(HEADING)].filter(({ index }) => prose[index] === '#');
  for (const { groups } of headings) {
    const plain = (groups?.['heading'] ?? '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
    const slug = plain
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
      .replaceAll(' ', '-');
    let anchor = slug;
    for (let again = 1; anchors.has(anchor); again++) anchor = `${slug}-${again}`;
    anchors.add(anchor);
  }
  return anchors;
}
