import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type CliAnswer, toAnswer } from './cliAnswer.ts';

/** The command as it is built for the package. */
export const CLI = fileURLToPath(new URL('../../lib/hubspot-sync.js', import.meta.url));

/** A command that runs as a process of its own. */
export interface RunningCli {
  kill(signal: NodeJS.Signals): void;
  /** What it has printed on standard output so far. */
  readonly said: () => string;
  readonly ended: Promise<CliAnswer>;
}

export function spawnCli(
  args: readonly string[],
  {
    env,
    cwd,
    node = [],
  }: {
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly cwd?: string;
    /** Options of Node’s own. */
    readonly node?: readonly string[];
  },
): RunningCli {
  const { PATH } = process.env;
  const child = spawn(process.execPath, [...node, CLI, ...args], {
    env: { PATH, ...env },
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    stdout += part;
  });
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    stderr += part;
  });
  const ended = new Promise<CliAnswer>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => resolve(toAnswer(exitCode, stdout, stderr)));
  });
  return { kill: (signal) => void child.kill(signal), said: () => stdout, ended };
}
