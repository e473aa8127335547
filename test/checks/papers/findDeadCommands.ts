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
const OWN = /^(?:\$ )?npx hubspot-sync (?<name>[a-z][a-z-]*)/;
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

function judge(command: string, library: Library, programs: Programs): string | undefined {
  const own = OWN.exec(command)?.groups?.['name'];
  return own === undefined
    ? judgeScript(command, library, programs)
    : judgeOwn(command, own, library, programs);
}

/** A command of `hubspot-sync` lies in a file of its name, and what all of them take in the program. */
function judgeOwn(command: string, name: string, { files }: Library, { read }: Programs): string | undefined {
  const path = `shared/cli/commands/${name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())}.ts`;
  if (!isThere(path, files)) return `hubspot-sync has no command ${name}.`;
  const unknown = unknownOption(command, `${read(path)}\n${read('shared/cli/program.ts')}`);
  return unknown === undefined ? undefined : `hubspot-sync ${name} knows no --${unknown}.`;
}

function judgeScript(command: string, { files }: Library, { scripts, read }: Programs): string | undefined {
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
  const unknown = unknownOption(command, source);
  return unknown === undefined ? undefined : `${name ?? path} knows no --${unknown}.`;
}

function unknownOption(command: string, source: string): string | undefined {
  return [...command.matchAll(OPTION)]
    .map(({ groups }) => groups?.['option'] ?? '')
    .find((option) => !takes(option).test(source));
}

/** How a source shows that it takes an option: it declares it for `parseArgs`, or writes it with its dashes. */
function takes(option: string): RegExp {
  return new RegExp(`\\b${option}['"]?: \\{\\s*type:|--${option}(?![\\w-])`);
}
