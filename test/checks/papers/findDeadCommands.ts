import { posix } from 'node:path';
import { isThere } from './listFiles.ts';
import { blockLines, inlineCode, type Library } from './paper.ts';

/** What a command can call. */
export interface Programs {
  /** The scripts of package.json. */
  readonly scripts: Readonly<Record<string, string>>;
  /** The text of a file by its path from the root. */
  readonly read: (path: string) => string;
}

const NPM = /^npm (?:(?<plain>test|start)|run (?:-s )?(?<name>[\w:]+))/;
const PROGRAM = /^(?:node (?=[\w./-]+\.ts\b)|(?=[\w./-]+\.sh\b))(?<path>[\w./-]+)/;
const OPTION = /(?<=\s)--(?<option>[a-zA-Z][\w-]*)/g;

/**
 * Every command of a paper that calls a script, a program or an option of either that is not there: one sentence each.
 */
export function findDeadCommands(library: Library, programs: Programs): readonly string[] {
  return library.papers.flatMap((paper) => {
    const passages = [...inlineCode(paper), ...blockLines(paper)];
    return passages.flatMap(({ text, line }) =>
      commandsIn(text).flatMap((command) => {
        const found = judge(command, library, programs);
        return found === undefined ? [] : [`${paper.path}:${line}: ${found}`];
      }),
    );
  });
}

/** One by one, without comments and without what is piped in. */
function commandsIn(text: string): readonly string[] {
  return text
    .replace(/\s+#\s.*$/, '')
    .split(/&&|\|\||[;|]/)
    .map((command) => command.trim());
}

function judge(command: string, { files }: Library, { scripts, read }: Programs): string | undefined {
  const npm = NPM.exec(command)?.groups;
  const name = npm?.['plain'] ?? npm?.['name'];
  if (npm && (name === undefined || scripts[name] === undefined)) return `there is no script ${name}.`;
  const called = name === undefined ? command : (scripts[name] ?? '');
  const path = called
    .split('&&')
    .flatMap((part) => PROGRAM.exec(part.trim())?.groups?.['path'] ?? [])
    .at(-1);
  if (path === undefined) return undefined;
  if (!isThere(path, files)) return `there is no program ${path}.`;
  const own = files.filter((file) => file.startsWith(`${posix.dirname(path)}/`) && /\.(?:ts|sh)$/.test(file));
  const source = own.map(read).join('\n');
  const unknown = [...command.matchAll(OPTION)]
    .map(({ groups }) => groups?.['option'] ?? '')
    .find((option) => !takes(option).test(source));
  return unknown === undefined ? undefined : `${name ?? path} knows no --${unknown}.`;
}

/** How a source shows that it takes an option: it declares it for `parseArgs`, or writes it with its dashes. */
function takes(option: string): RegExp {
  return new RegExp(`\\b${option}['"]?: \\{\\s*type:|--${option}(?![\\w-])`);
}
