/** The begin of a test or group: `it(`, `describe(`, `it.each(`, with its indent. */
const BEGIN = /^(?<indent> *)(?<kind>it|describe)(?<modifier>\.\w+)?(?:<[^(\n]*>)?\(/gm;
const LITERAL = /\s*(?<quote>['"`])(?<title>(?:\\.|(?!\k<quote>)[\s\S])*)\k<quote>/y;
/** What may hold a parenthesis that closes nothing. */
const TEXT_OR_COMMENT =
  /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
/** What stands for a value that only the run knows. */
const VALUE = /\$\{[^}]*\}|\$\w+|%[sijdfo]/g;

/** A test or group of a test file. */
export interface TestTitle {
  readonly offset: number;
  readonly isOutermost: boolean;
  /** Its title behind those of the groups it is in, as one sentence; undefined where its own is not written out. */
  readonly title: string | undefined;
}

/** Every test and group of a test file, in their order. A value in a title is shown as `…`. */
export function testTitles(text: string): readonly TestTitle[] {
  const groups: { readonly indent: number; readonly title: string }[] = [];
  return [...text.matchAll(BEGIN)].map((begin) => {
    const indent = begin.groups?.['indent']?.length ?? 0;
    const own = titleBehind(text, begin);
    while ((groups.at(-1)?.indent ?? -1) >= indent) groups.pop();
    const title = own && [...groups.map((group) => group.title), own].join(' ').replace(/(?:… )+/g, '… ');
    if (begin.groups?.['kind'] === 'describe') groups.push({ indent, title: own ?? '…' });
    return { offset: begin.index, isOutermost: indent === 0, title };
  });
}

function titleBehind(text: string, { 0: begin, index, groups }: RegExpExecArray): string | undefined {
  const open = index + begin.length;
  // `it.each(cases)('title', …)` and `it.skipIf(condition)('title', …)` are called twice.
  LITERAL.lastIndex = groups?.['modifier'] === undefined ? open : behindCall(text, open);
  return LITERAL.exec(text)?.groups?.['title']?.replace(VALUE, '…').replaceAll('\\', '');
}

/** Where the arguments of the second call begin, behind the call whose arguments begin at `open`. */
function behindCall(text: string, open: number): number {
  let depth = 1;
  let at = open;
  while (depth > 0 && at < text.length) {
    TEXT_OR_COMMENT.lastIndex = at;
    const passage = TEXT_OR_COMMENT.exec(text)?.[0];
    if (passage !== undefined) {
      at += passage.length;
      continue;
    }
    if (text[at] === '(') depth++;
    if (text[at] === ')') depth--;
    at++;
  }
  return text[at] === '(' ? at + 1 : open;
}
