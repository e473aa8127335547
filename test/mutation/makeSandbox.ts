import { cpSync, globSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Instrumenter } from '@stryker-mutator/instrumenter';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Where the project stands with all its mutants in the code, each asleep until its number is in the environment. */
export const SANDBOX = `${ROOT}.mutants/`;
/** What tests read. */
const COPIED = globSync('{*.json,*.ts,*.md,.github,docs,examples,functions,infra,shared,test}', {
  cwd: ROOT,
});

/** One place of the code, changed in one way. */
export interface Mutant {
  /** By which the code in the sandbox knows it. The same code has the same numbers. */
  readonly id: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly was: string;
  readonly becomes: string;
  /** Whether it changes nothing but the wording of a sentence for people. */
  readonly isWording: boolean;
}

const silent = () => undefined;
const never = () => false;
const SILENT_LOGGER = {
  isTraceEnabled: never,
  isDebugEnabled: never,
  isInfoEnabled: never,
  isWarnEnabled: never,
  isErrorEnabled: never,
  isFatalEnabled: never,
  trace: silent,
  debug: silent,
  info: silent,
  warn: silent,
  error: silent,
  fatal: silent,
};

/**
 * Copies the project into the sandbox, with all mutants of a folder or file in the code; answers them by file and place.
 *
 * @param path Below the root of the project.
 */
export async function makeSandbox(path: string): Promise<readonly Mutant[]> {
  rmSync(SANDBOX, { recursive: true, force: true });
  mkdirSync(SANDBOX);
  for (const name of COPIED) cpSync(`${ROOT}${name}`, `${SANDBOX}${name}`, { recursive: true });
  symlinkSync(`${ROOT}node_modules`, `${SANDBOX}node_modules`);
  const names = path.endsWith('.ts') ? [path] : globSync(`${path}/**/*.ts`, { cwd: ROOT }).sort();
  const contents = new Map(names.map((name) => [name, readFileSync(`${ROOT}${name}`, 'utf8')]));
  const { files, mutants } = await new Instrumenter(SILENT_LOGGER).instrument(
    [...contents].map(([name, content]) => ({ name, mutate: true, content })),
    { plugins: null, excludedMutations: [], ignorers: [] },
  );
  for (const { name, content } of files) writeFileSync(`${SANDBOX}${name}`, content);
  return mutants.map(({ id, fileName, location: { start, end }, mutatorName, replacement }) => {
    const was = textBetween(contents.get(fileName) ?? '', start, end);
    const isWording = mutatorName === 'StringLiteral' && isSentence(was);
    return { id, file: fileName, line: start.line + 1, was, becomes: replacement, isWording };
  });
}

interface Position {
  readonly line: number;
  readonly column: number;
}

function textBetween(content: string, start: Position, end: Position): string {
  const lines = content.split('\n').slice(start.line, end.line + 1);
  const last = lines.length - 1;
  return lines
    .map((line, n) => line.slice(n === 0 ? start.column : 0, n === last ? end.column : undefined))
    .join('\n');
}

/** Two words side by side, in a text that is no query of Azure Tables. */
function isSentence(literal: string): boolean {
  const fixed = literal.replaceAll(/\$\{[^}]*\}/g, '…');
  return /\p{L}\p{L}+[,.:]? \p{L}/u.test(fixed) && !fixed.includes('PartitionKey');
}
